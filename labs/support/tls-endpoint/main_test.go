package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestOnlyWhoTrustsTheAuthorityIsAnswered(t *testing.T) {
	caPEM, certificate, err := newCertificates("internal.example")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(handleHello))
	server.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()

	get := func(pool *x509.CertPool, name string) (string, error) {
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, ServerName: name}}}
		defer client.CloseIdleConnections()
		response, err := client.Get(server.URL)
		if err != nil {
			return "", err
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		return response.Status + " " + string(body), err
	}

	trusting := x509.NewCertPool()
	if !trusting.AppendCertsFromPEM(caPEM) {
		t.Fatal("the authority's certificate is not PEM")
	}
	if got, err := get(trusting, "internal.example"); err != nil || got != "200 OK Hello over TLS\n" {
		t.Errorf("trusting: got %q, %v", got, err)
	}
	if _, err := get(trusting, "other.example"); !errors.As(err, new(x509.HostnameError)) {
		t.Errorf("other name: got %v", err)
	}
	if _, err := get(x509.NewCertPool(), "internal.example"); !errors.As(err, new(x509.UnknownAuthorityError)) {
		t.Errorf("not trusting: got %v", err)
	}
}

func TestPlainRoutes(t *testing.T) {
	routes := plainRoutes([]byte("PEM"))
	for target, want := range map[string]string{"/healthz": "OK\n", "/ca.crt": "PEM"} {
		recorder := httptest.NewRecorder()
		routes.ServeHTTP(recorder, httptest.NewRequest("GET", target, nil))
		if got := recorder.Body.String(); got != want {
			t.Errorf("%s: got %q, want %q", target, got, want)
		}
	}
}
