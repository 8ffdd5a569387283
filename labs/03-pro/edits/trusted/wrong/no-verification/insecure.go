package main

import (
	"crypto/tls"
	"net/http"
)

// Every certificate is believed, a forged one too.
func init() {
	http.DefaultTransport.(*http.Transport).TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
}
