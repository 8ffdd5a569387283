package main

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"time"
)

func handleRoot(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, "Hello from Go in Docker! Try /info for more details.")
}

func handleHello(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, "Hello from Go in Docker! Built with multi-stage build.")
}

// handleInfo shows where the program runs, as it sees it from the inside.
func handleInfo(w http.ResponseWriter, r *http.Request) {
	hostname, err := os.Hostname()
	if err != nil {
		hostname = "unknown: " + err.Error()
	}
	fmt.Fprintf(w, "Go Version: %s\n", runtime.Version())
	fmt.Fprintf(w, "OS/Arch: %s/%s\n", runtime.GOOS, runtime.GOARCH)
	fmt.Fprintf(w, "Hostname: %s\n", hostname)
	fmt.Fprintf(w, "UID: %d\n", os.Getuid())
}

// handleTime tells the time in the zone named by ?tz= (UTC if there is none).
// The rules of a zone are not in the program: Go reads them from files such as
// /usr/share/zoneinfo/Asia/Shanghai when they are first asked for.
func handleTime(w http.ResponseWriter, r *http.Request) {
	zone, err := time.LoadLocation(r.URL.Query().Get("tz"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintln(w, time.Now().In(zone).Format(time.RFC3339), zone)
}

// handleFetch requests the address in ?url= and tells how that went. For https
// it needs the certificates of the authorities to trust, which Go reads from
// files such as /etc/ssl/certs/ca-certificates.crt.
//
// This is for the lesson. A service open to others must not fetch whatever
// address it is given.
func (a *app) handleFetch(w http.ResponseWriter, r *http.Request) {
	target, err := url.Parse(r.URL.Query().Get("url"))
	if err != nil || target.Host == "" || target.Scheme != "https" && target.Scheme != "http" {
		http.Error(w, "give an address to fetch: /fetch?url=https://example.com/", http.StatusBadRequest)
		return
	}
	request, err := http.NewRequestWithContext(r.Context(), http.MethodGet, target.String(), nil)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	response, err := a.client.Do(request)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer response.Body.Close()
	fmt.Fprintln(w, response.Status)
}
