package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// health is whether the server calls itself well. The zero value is well.
type health struct {
	failing atomic.Bool // atomic: requests are handled at the same time
}

func (h *health) handleGet(w http.ResponseWriter, r *http.Request) {
	if h.failing.Load() {
		http.Error(w, "failing since POST /healthz/fail; POST /healthz/recover ends it", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "OK")
}

func (h *health) handleFail(w http.ResponseWriter, r *http.Request) {
	h.failing.Store(true)
	fmt.Fprintln(w, "/healthz fails from now on")
}

func (h *health) handleRecover(w http.ResponseWriter, r *http.Request) {
	h.failing.Store(false)
	fmt.Fprintln(w, "/healthz is OK again")
}

// checkHealth asks a running server; nil means it is well. It is here so that
// HEALTHCHECK works in an image with no wget, no curl and no shell.
func checkHealth(url string) error {
	client := &http.Client{Timeout: 2 * time.Second}
	response, err := client.Get(url)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		reason, _ := io.ReadAll(io.LimitReader(response.Body, 200))
		return fmt.Errorf("%s: %s", response.Status, strings.TrimSpace(string(reason)))
	}
	return nil
}
