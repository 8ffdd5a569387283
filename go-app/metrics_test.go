package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

func TestMetricsCountRequests(t *testing.T) {
	a := newApp()
	do(a, "GET", "/")
	do(a, "GET", "/hello")
	do(a, "GET", "/hello?name=a")
	do(a, "GET", "/time?tz=No/Where")
	do(a, "POST", "/hello")

	code, body := do(a, "GET", "/metrics")
	if code != 200 {
		t.Fatalf("status %d", code)
	}
	for _, line := range []string{
		`http_requests_total{path="/",code="200"} 1`,
		`http_requests_total{path="/hello",code="200"} 2`,
		`http_requests_total{path="/time",code="500"} 1`,
		`http_requests_total{path="other",code="405"} 1`,
	} {
		if !strings.Contains(body, line+"\n") {
			t.Errorf("no line %s in\n%s", line, body)
		}
	}
}

// Every sample must look like one, under a HELP and a TYPE of its own name.
func TestMetricsFormat(t *testing.T) {
	a := newApp()
	do(a, "GET", "/hello")
	_, body := do(a, "GET", "/metrics")

	sample := regexp.MustCompile(`^([a-z_]+)(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.]+$`)
	var help, kind string
	for line := range strings.Lines(body) {
		line = strings.TrimSuffix(line, "\n")
		fields := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "# HELP "):
			help = fields[2]
		case strings.HasPrefix(line, "# TYPE "):
			kind = fields[2]
		default:
			match := sample.FindStringSubmatch(line)
			if match == nil || match[1] != help || match[1] != kind {
				t.Errorf("bad line: %s", line)
			}
		}
	}
}

func TestMetricsStayFew(t *testing.T) {
	a := newApp()
	for i := range 1000 {
		do(a, "GET", fmt.Sprintf("/made-up/%d", i))
	}
	if n := len(a.metrics.requests); n != 1 {
		t.Errorf("%d series for unknown paths, want 1", n)
	}
}

func TestEscapeLabel(t *testing.T) {
	if got, want := escapeLabel("a\"b\\c\nd"), `a\"b\\c\nd`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
