// Package web answers the requests of wordlink.
package web

import (
	"fmt"
	"log"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"example.com/wordlink/internal/links"
)

// App holds what the handlers share.
type App struct {
	Version string
	Links   *links.Store
	Client  *http.Client // for /alive

	failing atomic.Bool // whether /healthz says no
}

// Routes says which request goes where.
func (a *App) Routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", a.handleRoot)
	mux.HandleFunc("GET /version", a.handleVersion)
	mux.HandleFunc("GET /name", a.handleName)
	mux.HandleFunc("POST /links", a.handleAdd)
	mux.HandleFunc("GET /to/{name}", a.handleFollow)
	mux.HandleFunc("GET /alive", a.handleAlive)
	mux.HandleFunc("GET /report", a.handleReport)
	mux.HandleFunc("GET /healthz", a.handleHealth)
	mux.HandleFunc("POST /healthz/fail", a.handleFail)
	mux.HandleFunc("POST /healthz/recover", a.handleRecover)
	return mux
}

func (a *App) handleRoot(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, "wordlink: short names for long addresses.")
}

func (a *App) handleVersion(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, a.Version)
}

// handleName tells which name the address in ?url= has or would get.
func (a *App) handleName(w http.ResponseWriter, r *http.Request) {
	target, err := address(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	name, _, err := a.Links.Name(target)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintln(w, name)
}

// handleAdd gives the address in ?url= a name.
func (a *App) handleAdd(w http.ResponseWriter, r *http.Request) {
	target, err := address(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	name, err := a.Links.Add(target)
	if err != nil {
		log.Print(err)
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintln(w, name)
}

func (a *App) handleFollow(w http.ResponseWriter, r *http.Request) {
	target, ok := a.Links.URL(r.PathValue("name"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	http.Redirect(w, r, target, http.StatusFound)
}

// handleAlive tells whether somebody answers at the address in ?url=.
//
// This is for the lesson. A service open to others must not fetch whatever
// address it is given.
func (a *App) handleAlive(w http.ResponseWriter, r *http.Request) {
	target, err := address(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	request, err := http.NewRequestWithContext(r.Context(), http.MethodGet, target, nil)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	response, err := a.Client.Do(request)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer response.Body.Close()
	fmt.Fprintln(w, response.Status)
}

// handleReport tells how many links there are now, in the time zone named by
// ?tz= (UTC if there is none).
func (a *App) handleReport(w http.ResponseWriter, r *http.Request) {
	zone, err := time.LoadLocation(r.URL.Query().Get("tz"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintf(w, "%s %s, links: %d\n", time.Now().In(zone).Format(time.RFC3339), zone, a.Links.Count())
}

func (a *App) handleHealth(w http.ResponseWriter, r *http.Request) {
	if a.failing.Load() {
		http.Error(w, "failing since POST /healthz/fail; POST /healthz/recover ends it", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "OK")
}

func (a *App) handleFail(w http.ResponseWriter, r *http.Request) {
	a.failing.Store(true)
	fmt.Fprintln(w, "/healthz fails from now on")
}

func (a *App) handleRecover(w http.ResponseWriter, r *http.Request) {
	a.failing.Store(false)
	fmt.Fprintln(w, "/healthz is OK again")
}

// address is what ?url= holds, if it is one of the web.
func address(r *http.Request) (string, error) {
	target, err := url.Parse(r.URL.Query().Get("url"))
	if err != nil || target.Host == "" || target.Scheme != "https" && target.Scheme != "http" {
		return "", fmt.Errorf("give an address: %s?url=https://example.com/", r.URL.Path)
	}
	return target.String(), nil
}
