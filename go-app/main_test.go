package main

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestRunRefusesUnknownArguments(t *testing.T) {
	for _, args := range [][]string{{"serve"}, {"--help"}, {""}, {"healthcheck", "now"}} {
		if code := run(args); code != 2 {
			t.Errorf("run(%q) = %d, want 2", args, code)
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

	if code := run([]string{"healthcheck"}); code != 0 {
		t.Errorf("well: exit code %d, want 0", code)
	}
	app.health.failing.Store(true)
	if code := run([]string{"healthcheck"}); code != 1 {
		t.Errorf("failing: exit code %d, want 1", code)
	}
	server.Close()
	if code := run([]string{"healthcheck"}); code != 1 {
		t.Errorf("gone: exit code %d, want 1", code)
	}
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
