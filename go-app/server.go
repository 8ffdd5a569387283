package main

import (
	"context"
	"log"
	"net"
	"net/http"
	"time"
)

// app holds what the handlers share.
type app struct {
	health  health
	metrics *metrics
	client  *http.Client // for /fetch
}

func newApp() *app {
	return &app{
		metrics: newMetrics(),
		client:  &http.Client{Timeout: 5 * time.Second},
	}
}

// routes says which request goes where. Any other path is answered with 404,
// any other method with 405.
func (a *app) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", handleRoot) // {$}: this path only, not those below it
	mux.HandleFunc("GET /hello", handleHello)
	mux.HandleFunc("GET /info", handleInfo)
	mux.HandleFunc("GET /time", handleTime)
	mux.HandleFunc("GET /fetch", a.handleFetch)
	mux.HandleFunc("GET /healthz", a.health.handleGet)
	mux.HandleFunc("POST /healthz/fail", a.health.handleFail)
	mux.HandleFunc("POST /healthz/recover", a.health.handleRecover)
	mux.HandleFunc("GET /metrics", a.metrics.handleGet)
	return a.metrics.count(mux)
}

// serve answers requests until ctx is done, then lets those under way finish.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}

	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}

	log.Print("Shutting down")
	// Less than the ten seconds `docker stop` waits before it kills.
	ctx, cancel := context.WithTimeout(context.Background(), 8*time.Second)
	defer cancel()
	return server.Shutdown(ctx)
}
