// Command server is wordlink: it gives long addresses short names made of
// words, and keeps them.
//
//	server              serve HTTP on $HOST:$PORT
//	server healthcheck  ask the running server whether it is well; exit 0 or 1
//
//	PORT        8080 if not set
//	HOST        every interface if not set
//	DATA_DIR    the folder that the links are kept in; /data if not set
//	WORDS_FILE  the words that names are made of; words.txt if not set
package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"example.com/wordlink/internal/links"
	"example.com/wordlink/internal/web"
	"example.com/wordlink/internal/words"
)

// version is set when the program is linked: -ldflags "-X main.version=1.0.0"
var version = "unknown"

func main() {
	os.Exit(run(os.Args[1:], os.Stderr))
}

// run does what the arguments ask for and returns the exit code.
func run(args []string, stderr io.Writer) int {
	port := cmp.Or(os.Getenv("PORT"), "8080")
	var err error
	switch {
	case len(args) == 0:
		err = start(net.JoinHostPort(os.Getenv("HOST"), port))
	case len(args) == 1 && args[0] == "healthcheck":
		err = checkHealth("http://127.0.0.1:" + port + "/healthz")
	default:
		fmt.Fprintf(stderr, "unknown arguments %q: give none to start the server, or \"healthcheck\" to check one that runs\n", args)
		return 2
	}
	if err != nil {
		fmt.Fprintln(stderr, "server:", err)
		return 1
	}
	return 0
}

// start serves until SIGTERM, then lets the requests under way finish.
func start(address string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	list, err := words.Load(cmp.Or(os.Getenv("WORDS_FILE"), "words.txt"))
	if err != nil {
		log.Printf("No words, so names are made of digits: %v", err)
	}
	store, err := links.Open(cmp.Or(os.Getenv("DATA_DIR"), "/data"), list.Name)
	if err != nil {
		return err
	}
	app := &web.App{Version: version, Links: store, Client: &http.Client{Timeout: 5 * time.Second}}

	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	log.Printf("Starting wordlink %s on %s with %d links", version, address, store.Count())
	return serve(ctx, listener, app.Routes())
}

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

// checkHealth asks a running server; nil means it is well.
func checkHealth(url string) error {
	client := &http.Client{Timeout: 2 * time.Second}
	response, err := client.Get(url)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		reason, _ := io.ReadAll(io.LimitReader(response.Body, 200))
		return fmt.Errorf("unhealthy: %s: %s", response.Status, strings.TrimSpace(string(reason)))
	}
	return nil
}
