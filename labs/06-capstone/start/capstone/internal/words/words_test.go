package words

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func write(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "words.txt")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoad(t *testing.T) {
	list, err := Load(write(t, "# two\n\notter\r\n  maple\n"))
	if err != nil || !slices.Equal(list, List{"otter", "maple"}) {
		t.Errorf("got %q, %v", list, err)
	}
	if _, err := Load(write(t, "otter\nmaple\notter\n")); err == nil || !strings.Contains(err.Error(), `"otter" is there twice`) {
		t.Errorf("a word twice: got %v", err)
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none.txt")); !os.IsNotExist(err) {
		t.Errorf("no file: got %v", err)
	}
}

// Links given out today must be the same tomorrow.
func TestNameStaysTheSame(t *testing.T) {
	list, err := Load("../../words.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		list List
		want string
	}{
		{list, "dune-heron"},
		{nil, "1fd30816"},
	} {
		if got := test.list.Name("https://go.dev/doc/", 0); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
	if list.Name("https://go.dev/doc/", 0) == list.Name("https://go.dev/doc/", 1) {
		t.Error("a second attempt gives the same name")
	}
}
