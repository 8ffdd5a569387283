package main

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// do sends one request through all the routes, without a network.
func do(a *app, method, target string) (code int, body string) {
	recorder := httptest.NewRecorder()
	a.routes().ServeHTTP(recorder, httptest.NewRequest(method, target, nil))
	return recorder.Code, recorder.Body.String()
}

func TestAnswers(t *testing.T) {
	tests := []struct {
		method, target string
		code           int
		body           string
	}{
		{"GET", "/", 200, "Hello from Go in Docker! Try /info for more details.\n"},
		{"GET", "/hello", 200, "Hello from Go in Docker! Built with multi-stage build.\n"},
		{"GET", "/healthz", 200, "OK\n"},
		{"GET", "/nowhere", 404, "404 page not found\n"},
		{"GET", "/hello/more", 404, "404 page not found\n"},
		{"POST", "/hello", 405, "Method Not Allowed\n"},
		{"GET", "/healthz/fail", 405, "Method Not Allowed\n"},
		{"GET", "/time?tz=No/Where", 500, "unknown time zone No/Where\n"},
	}
	for _, test := range tests {
		code, body := do(newApp(), test.method, test.target)
		if code != test.code || body != test.body {
			t.Errorf("%s %s: got %d %q, want %d %q", test.method, test.target, code, body, test.code, test.body)
		}
	}
}

func TestInfo(t *testing.T) {
	code, body := do(newApp(), "GET", "/info")
	if code != 200 || !strings.HasPrefix(body, "Go Version: "+runtime.Version()+"\nOS/Arch: "+runtime.GOOS+"/"+runtime.GOARCH+"\nHostname: ") {
		t.Errorf("got %d %q", code, body)
	}
	if !regexp.MustCompile(`\nUID: -?\d+\n$`).MatchString(body) {
		t.Errorf("no uid in %q", body)
	}
}

// Only UTC is sure to exist: the machine that builds may have no zone files.
func TestTime(t *testing.T) {
	code, body := do(newApp(), "GET", "/time")
	if code != 200 || !regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ UTC\n$`).MatchString(body) {
		t.Errorf("got %d %q", code, body)
	}
}

func TestFetch(t *testing.T) {
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	fetch := "/fetch?url=" + url.QueryEscape(secure.URL)

	a := newApp()
	code, body := do(a, "GET", fetch)
	if code != 502 || !strings.Contains(body, "x509: certificate signed by unknown authority") {
		t.Errorf("unknown authority: got %d %q", code, body)
	}

	a.client = secure.Client() // trusts the test server's certificate
	if code, body := do(a, "GET", fetch); code != 200 || body != "404 Not Found\n" {
		t.Errorf("known authority: got %d %q", code, body)
	}

	for _, bad := range []string{"", "example.com", "https://", "file:///etc/passwd", "ftp://example.com/", "https://exa%20mple/%zz"} {
		if code, body := do(a, "GET", "/fetch?url="+url.QueryEscape(bad)); code != 400 {
			t.Errorf("url %q: got %d %q, want 400", bad, code, body)
		}
	}
}

func TestHealthFailsAndRecovers(t *testing.T) {
	a := newApp()
	steps := []struct {
		method, target string
		code           int
	}{
		{"GET", "/healthz", 200},
		{"POST", "/healthz/fail", 200},
		{"GET", "/healthz", 503},
		{"GET", "/hello", 200},
		{"POST", "/healthz/recover", 200},
		{"GET", "/healthz", 200},
	}
	for i, step := range steps {
		if code, body := do(a, step.method, step.target); code != step.code {
			t.Errorf("step %d, %s %s: got %d %q, want %d", i, step.method, step.target, code, body, step.code)
		}
	}
}
