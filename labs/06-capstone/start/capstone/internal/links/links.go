// Package links keeps which name stands for which address, in a file.
package links

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// attempts is how many names are tried for an address before giving up.
const attempts = 20

// Store holds all links in memory and writes each new one to a file.
type Store struct {
	path string
	name func(url string, attempt int) string

	mu   sync.Mutex // guards urls
	urls map[string]string
}

// Open reads the links kept in a folder. A folder that is not there yet, or a
// file, is no error: there are no links then.
func Open(folder string, name func(url string, attempt int) string) (*Store, error) {
	s := &Store{path: filepath.Join(folder, "links.tsv"), name: name, urls: map[string]string{}}
	file, err := os.Open(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		if name, url, ok := strings.Cut(scanner.Text(), "\t"); ok {
			s.urls[name] = url
		}
	}
	return s, scanner.Err()
}

// Name is the name that an address has, or would get, and whether it has it.
func (s *Store) Name(url string) (name string, kept bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.find(url)
}

// Add gives an address a name; one that has a name keeps it. What could not be
// written is not added.
func (s *Store) Add(url string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name, kept, err := s.find(url)
	if err != nil || kept {
		return name, err
	}
	if err := s.write(name, url); err != nil {
		return "", err
	}
	s.urls[name] = url
	return name, nil
}

// find looks for the first name that is the address's own or free.
func (s *Store) find(url string) (name string, kept bool, err error) {
	for attempt := range attempts {
		name := s.name(url, attempt)
		known, taken := s.urls[name]
		if !taken || known == url {
			return name, taken, nil
		}
	}
	return "", false, fmt.Errorf("no name is free for %s", url)
}

// URL is the address that a name stands for.
func (s *Store) URL(name string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	url, ok := s.urls[name]
	return url, ok
}

// Count is how many links there are.
func (s *Store) Count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.urls)
}

func (s *Store) write(name, url string) error {
	file, err := os.OpenFile(s.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(file, "%s\t%s\n", name, url)
	return errors.Join(err, file.Close())
}
