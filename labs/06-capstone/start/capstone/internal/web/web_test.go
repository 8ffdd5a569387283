package web

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"example.com/wordlink/internal/links"
)

func newApp(t *testing.T, folder string) *App {
	t.Helper()
	store, err := links.Open(folder, func(url string, attempt int) string { return "otter-maple" })
	if err != nil {
		t.Fatal(err)
	}
	return &App{Version: "1.2.3", Links: store, Client: http.DefaultClient}
}

// do sends one request through all the routes, without a network.
func do(a *App, method, target string) (code int, body string) {
	recorder := httptest.NewRecorder()
	a.Routes().ServeHTTP(recorder, httptest.NewRequest(method, target, nil))
	return recorder.Code, recorder.Body.String()
}

func TestAnswers(t *testing.T) {
	a := newApp(t, t.TempDir())
	link := "/links?url=" + url.QueryEscape("https://go.dev/doc/")
	for _, test := range []struct {
		method, target string
		code           int
		body           string
	}{
		{"GET", "/", 200, "wordlink: short names for long addresses.\n"},
		{"GET", "/version", 200, "1.2.3\n"},
		{"GET", "/name?url=https://go.dev/doc/", 200, "otter-maple\n"}, // asking keeps nothing
		{"GET", "/to/otter-maple", 404, "404 page not found\n"},
		{"POST", link, 200, "otter-maple\n"},
		{"POST", link, 200, "otter-maple\n"},
		{"POST", "/links?url=file:///etc/passwd", 400, "give an address: /links?url=https://example.com/\n"},
		{"GET", "/name?url=go.dev", 400, "give an address: /name?url=https://example.com/\n"},
		{"GET", link, 405, "Method Not Allowed\n"},
		{"GET", "/report?tz=No/Where", 500, "unknown time zone No/Where\n"},
		{"GET", "/healthz", 200, "OK\n"},
		{"POST", "/healthz/fail", 200, "/healthz fails from now on\n"},
		{"GET", "/healthz", 503, "failing since POST /healthz/fail; POST /healthz/recover ends it\n"},
		{"POST", "/healthz/recover", 200, "/healthz is OK again\n"},
		{"GET", "/healthz", 200, "OK\n"},
	} {
		if code, body := do(a, test.method, test.target); code != test.code || body != test.body {
			t.Errorf("%s %s: got %d %q, want %d %q", test.method, test.target, code, body, test.code, test.body)
		}
	}

	if code, body := do(a, "GET", "/report"); code != 200 || !regexp.MustCompile(`^\S+Z UTC, links: 1\n$`).MatchString(body) {
		t.Errorf("report: got %d %q", code, body)
	}
	recorder := httptest.NewRecorder()
	a.Routes().ServeHTTP(recorder, httptest.NewRequest("GET", "/to/otter-maple", nil))
	if recorder.Code != 302 || recorder.Header().Get("Location") != "https://go.dev/doc/" {
		t.Errorf("follow: got %d to %q", recorder.Code, recorder.Header().Get("Location"))
	}
}

func TestALinkThatCannotBeKept(t *testing.T) {
	defer log.SetOutput(log.Writer())
	log.SetOutput(io.Discard)
	a := newApp(t, filepath.Join(t.TempDir(), "missing"))
	if code, body := do(a, "POST", "/links?url=https://go.dev/"); code != 500 || !strings.Contains(body, "no such file") {
		t.Errorf("got %d %q", code, body)
	}
}

func TestAlive(t *testing.T) {
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	alive := "/alive?url=" + url.QueryEscape(secure.URL)

	a := newApp(t, t.TempDir())
	if code, body := do(a, "GET", alive); code != 502 || !strings.Contains(body, "x509: certificate signed by unknown authority") {
		t.Errorf("unknown authority: got %d %q", code, body)
	}
	a.Client = secure.Client() // trusts the test server's certificate
	if code, body := do(a, "GET", alive); code != 200 || body != "404 Not Found\n" {
		t.Errorf("known authority: got %d %q", code, body)
	}
}
