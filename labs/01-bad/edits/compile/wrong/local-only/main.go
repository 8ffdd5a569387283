// Command server is the program under study: a small HTTP service to be put
// into a container image, each time a little better.
//
//	server              serve HTTP on :$PORT (8080 if PORT is not set)
//	server healthcheck  ask the running server whether it is well; exit 0 or 1
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/signal"
	"strconv"
	"syscall"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stderr))
}

// run does what the arguments ask for and returns the exit code. What is wrong
// is said on stderr.
func run(args []string, stderr io.Writer) int {
	if len(args) > 1 || len(args) == 1 && args[0] != "healthcheck" {
		fmt.Fprintf(stderr, "unknown arguments %q: give none to start the server, or \"healthcheck\" to check one that runs\n", args)
		return 2
	}

	port, err := portFromEnv()
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}

	if len(args) == 1 {
		if err := checkHealth("http://127.0.0.1:" + port + "/healthz"); err != nil {
			fmt.Fprintln(stderr, "unhealthy:", err)
			return 1
		}
		return 0
	}

	// As process 1 of a container, a program gets no default reaction to
	// SIGTERM from the kernel: without this, `docker stop` would wait ten
	// seconds and then kill it.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	// Taken from a laptop, where it was right: on 127.0.0.1 the
	// server could be reached only from inside its own container.
	addr := "127.0.0.1:" + port
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		log.Print(err)
		return 1
	}
	log.Printf("Starting server on %s", addr)
	if err := serve(ctx, listener, newApp().routes()); err != nil {
		log.Print(err)
		return 1
	}
	return 0
}

// portFromEnv returns $PORT, or 8080 if it is not set.
func portFromEnv() (string, error) {
	port := os.Getenv("PORT")
	if port == "" {
		return "8080", nil
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return "", fmt.Errorf("PORT must be a number from 1 to 65535, not %q", port)
	}
	return port, nil
}
