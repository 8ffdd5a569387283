package main

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestRunRefusesUnknownArguments(t *testing.T) {
	for _, args := range [][]string{{"serve"}, {""}, {"healthcheck", "now"}} {
		var stderr strings.Builder
		if code := run(args, &stderr); code != 2 || strings.Count(stderr.String(), "\n") != 1 {
			t.Errorf("run(%q) = %d, said %q; want 2 and one line", args, code, &stderr)
		}
	}
}

func TestRunHealthcheck(t *testing.T) {
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		io.WriteString(w, r.URL.Path)
	}))
	defer server.Close()
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("PORT", port)

	check := func(when string, wantCode int, wantReason string) {
		t.Helper()
		var stderr strings.Builder
		code := run([]string{"healthcheck"}, &stderr)
		if code != wantCode || !strings.Contains(stderr.String(), wantReason) {
			t.Errorf("%s: got %d %q, want %d %q", when, code, &stderr, wantCode, wantReason)
		}
	}
	check("well", 0, "")
	status = http.StatusServiceUnavailable
	check("failing", 1, "unhealthy: 503 Service Unavailable: /healthz")
	server.Close()
	check("gone", 1, "refused")
}

func TestServeStopsWhenAsked(t *testing.T) {
	defer log.SetOutput(log.Writer())
	log.SetOutput(io.Discard)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- serve(ctx, listener, http.NotFoundHandler()) }()
	response, err := http.Get("http://" + listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	stop()
	select {
	case err := <-served:
		if err != nil {
			t.Errorf("serve: %v", err)
		}
	case <-time.After(2 * time.Second):
		t.Error("serve did not return")
	}
}
