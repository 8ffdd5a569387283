package links

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// byLength makes addresses of the same length compete for a name.
func byLength(url string, attempt int) string {
	return fmt.Sprint(len(url), "-", attempt)
}

func TestLinksOutliveTheProgram(t *testing.T) {
	folder := t.TempDir()
	first, err := Open(folder, byLength)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ url, want string }{
		{"https://a/", "10-0"},
		{"https://b/", "10-1"}, // the first name is taken
		{"https://a/", "10-0"}, // known already
	} {
		if got, err := first.Add(test.url); err != nil || got != test.want {
			t.Errorf("%s: got %q, %v, want %q", test.url, got, err, test.want)
		}
	}

	second, err := Open(folder, byLength)
	if err != nil {
		t.Fatal(err)
	}
	if url, ok := second.URL("10-1"); !ok || url != "https://b/" || second.Count() != 2 {
		t.Errorf("after a restart: %q, %t, %d links", url, ok, second.Count())
	}
}

func TestWhatCannotBeKeptIsNotAdded(t *testing.T) {
	store, err := Open(filepath.Join(t.TempDir(), "missing"), byLength)
	if err != nil {
		t.Fatal(err)
	}
	if name, err := store.Add("https://a/"); !os.IsNotExist(err) || store.Count() != 0 {
		t.Errorf("got %q, %v, %d links", name, err, store.Count())
	}
}

func TestNamesRunOut(t *testing.T) {
	store, err := Open(t.TempDir(), func(string, int) string { return "same" })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Add("https://a/"); err != nil {
		t.Fatal(err)
	}
	if name, err := store.Add("https://b/"); err == nil {
		t.Errorf("got %q, which is taken", name)
	}
}
