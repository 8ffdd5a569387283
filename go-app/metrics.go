package main

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// metrics counts requests and shows the counts as Prometheus reads them:
// https://prometheus.io/docs/instrumenting/exposition_formats/
type metrics struct {
	started time.Time

	mu       sync.Mutex // guards requests
	requests map[series]uint64
}

// series is one line of the request counter.
type series struct {
	path string
	code int
}

func newMetrics() *metrics {
	return &metrics{started: time.Now(), requests: map[series]uint64{}}
}

// count wraps the mux so that every request is counted once it is answered.
func (m *metrics) count(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorder := &statusRecorder{ResponseWriter: w, code: http.StatusOK}
		mux.ServeHTTP(recorder, r)

		m.mu.Lock()
		defer m.mu.Unlock()
		m.requests[series{pathLabel(r.Pattern), recorder.code}]++
	})
}

// pathLabel turns the pattern that matched ("GET /hello") into a label. The
// path as the client sent it will not do: every new one would be a new series
// to keep in memory, and a client can invent as many as it likes.
func pathLabel(pattern string) string {
	if pattern == "" {
		return "other" // nothing matched: 404 or 405
	}
	_, path, _ := strings.Cut(pattern, " ")
	return strings.TrimSuffix(path, "{$}")
}

func (m *metrics) handleGet(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	requests := maps.Clone(m.requests)
	m.mu.Unlock()

	sorted := slices.SortedFunc(maps.Keys(requests), func(a, b series) int {
		return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(a.code, b.code))
	})

	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")

	fmt.Fprintln(w, "# HELP http_requests_total Requests answered, by path and status code.")
	fmt.Fprintln(w, "# TYPE http_requests_total counter")
	for _, s := range sorted {
		fmt.Fprintf(w, "http_requests_total{path=\"%s\",code=\"%d\"} %d\n", escapeLabel(s.path), s.code, requests[s])
	}

	fmt.Fprintln(w, "# HELP process_start_time_seconds Start of the process, in seconds since 1970-01-01 UTC.")
	fmt.Fprintln(w, "# TYPE process_start_time_seconds gauge")
	fmt.Fprintf(w, "process_start_time_seconds %.3f\n", float64(m.started.UnixMilli())/1000)

	fmt.Fprintln(w, "# HELP go_goroutines Goroutines that exist now.")
	fmt.Fprintln(w, "# TYPE go_goroutines gauge")
	fmt.Fprintf(w, "go_goroutines %d\n", runtime.NumGoroutine())

	fmt.Fprintln(w, "# HELP go_info The Go version this was built with.")
	fmt.Fprintln(w, "# TYPE go_info gauge")
	fmt.Fprintf(w, "go_info{version=\"%s\"} 1\n", escapeLabel(runtime.Version()))
}

// escapeLabel escapes what would end a label value too early.
func escapeLabel(value string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(value)
}

// statusRecorder remembers the status code on its way to the client.
type statusRecorder struct {
	http.ResponseWriter
	code int
}

func (s *statusRecorder) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}
