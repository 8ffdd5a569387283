package main

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
)

func TestRunRefusesUnknownArguments(t *testing.T) {
	for _, args := range [][]string{{"serve"}, {"--help"}, {""}, {"healthcheck", "now"}} {
		var stderr strings.Builder
		if code := run(args, &stderr); code != 2 || strings.Count(stderr.String(), "\n") != 1 {
			t.Errorf("run(%q) = %d, said %q; want 2 and one line", args, code, &stderr)
		}
	}
}

func TestRunHealthcheck(t *testing.T) {
	app := newApp()
	server := httptest.NewServer(app.routes()) // on 127.0.0.1
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
	app.health.failing.Store(true)
	check("failing", 1, "unhealthy: 503 Service Unavailable: failing since")
	server.Close()
	check("gone", 1, "refused")
}

func TestPortFromEnv(t *testing.T) {
	tests := []struct {
		env, want string
		fails     bool
	}{
		{env: "", want: "8080"},
		{env: "9090", want: "9090"},
		{env: "0", fails: true},
		{env: "65536", fails: true},
		{env: "http", fails: true},
	}
	for _, test := range tests {
		t.Setenv("PORT", test.env)
		port, err := portFromEnv()
		if port != test.want || (err != nil) != test.fails {
			t.Errorf("PORT=%q: got %q, %v", test.env, port, err)
		}
	}
}

func TestServeStopsWhenAsked(t *testing.T) {
	log.SetOutput(io.Discard)
	defer log.SetOutput(os.Stderr)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	// One request is still under way when the server is asked to stop.
	arrived, release := make(chan struct{}), make(chan struct{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-release
	})
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- serve(ctx, listener, handler) }()

	answered := make(chan error, 1)
	go func() {
		response, err := http.Get("http://" + listener.Addr().String())
		if err == nil {
			response.Body.Close()
		}
		answered <- err
	}()
	<-arrived
	stop()

	select {
	case err := <-served:
		t.Fatalf("serve returned (%v) before the request was answered", err)
	case <-time.After(50 * time.Millisecond):
	}
	close(release)
	if err := <-answered; err != nil {
		t.Errorf("the request under way was cut off: %v", err)
	}
	select {
	case err := <-served:
		if err != nil {
			t.Errorf("serve: %v", err)
		}
	case <-time.After(2 * time.Second):
		t.Error("serve did not return")
	}
}
