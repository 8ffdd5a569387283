// Command tls-endpoint plays a company's internal HTTPS service in the lessons
// on certificates: its certificate is signed by an authority that no public CA
// bundle knows. Both are made anew, in memory, at every start.
//
//	http  :8080  /ca.crt (the authority's certificate, PEM), /healthz
//	https :8443  Hello over TLS, for the host name in $TLS_NAME
package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	name := os.Getenv("TLS_NAME")
	if name == "" {
		name = "internal.example"
	}
	caPEM, certificate, err := newCertificates(name)
	if err != nil {
		return err
	}

	plainListener, err := net.Listen("tcp", ":8080")
	if err != nil {
		return err
	}
	tlsListener, err := net.Listen("tcp", ":8443")
	if err != nil {
		return err
	}

	plain := &http.Server{Handler: plainRoutes(caPEM), ReadHeaderTimeout: 5 * time.Second}
	secure := &http.Server{
		Handler:           http.HandlerFunc(handleHello),
		ReadHeaderTimeout: 5 * time.Second,
		TLSConfig:         &tls.Config{Certificates: []tls.Certificate{certificate}},
	}

	failed := make(chan error, 2)
	go func() { failed <- plain.Serve(plainListener) }()
	go func() { failed <- secure.ServeTLS(tlsListener, "", "") }()
	log.Printf("Starting TLS endpoint on :8443")
	log.Printf("The certificate is for %s; its authority is at http://:8080/ca.crt", name)

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		log.Print("Shutting down")
		plain.Close() // nothing here is worth waiting for
		secure.Close()
		return nil
	}
}

func handleHello(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, "Hello over TLS")
}

func plainRoutes(caPEM []byte) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, "OK")
	})
	mux.HandleFunc("GET /ca.crt", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/x-pem-file")
		w.Write(caPEM)
	})
	return mux
}

// newCertificates makes an authority and, signed by it, a server certificate
// for the name. The authority's key is forgotten on return.
func newCertificates(name string) (caPEM []byte, server tls.Certificate, err error) {
	notBefore := time.Now().Add(-time.Hour) // clocks differ
	notAfter := notBefore.AddDate(1, 0, 0)

	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, server, err
	}
	ca := &x509.Certificate{ // with no serial number, CreateCertificate picks one
		Subject:               pkix.Name{Organization: []string{"go-docker-lab"}, CommonName: "go-docker-lab internal CA"},
		NotBefore:             notBefore,
		NotAfter:              notAfter,
		IsCA:                  true,
		BasicConstraintsValid: true,
		MaxPathLenZero:        true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey)
	if err != nil {
		return nil, server, err
	}
	if ca, err = x509.ParseCertificate(caDER); err != nil {
		return nil, server, err
	}

	serverKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, server, err
	}
	leaf := &x509.Certificate{
		Subject:               pkix.Name{Organization: []string{"go-docker-lab"}, CommonName: name},
		DNSNames:              []string{name},
		NotBefore:             notBefore,
		NotAfter:              notAfter,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	leafDER, err := x509.CreateCertificate(rand.Reader, leaf, ca, &serverKey.PublicKey, caKey)
	if err != nil {
		return nil, server, err
	}

	caPEM = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: caDER})
	return caPEM, tls.Certificate{Certificate: [][]byte{leafDER}, PrivateKey: serverKey}, nil
}
