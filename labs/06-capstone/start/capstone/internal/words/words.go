// Package words makes names that people can say to each other.
package words

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"os"
	"strings"
)

// List holds the words that names are made of, each once. The empty list still
// makes names, of hexadecimal digits.
type List []string

// Load reads a list: one word a line; empty lines and those that begin with #
// do not count.
func Load(path string) (List, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()

	var list List
	seen := map[string]bool{}
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		word := strings.TrimSpace(scanner.Text())
		if word == "" || strings.HasPrefix(word, "#") {
			continue
		}
		if seen[word] {
			return nil, fmt.Errorf("%s: %q is there twice", path, word)
		}
		seen[word] = true
		list = append(list, word)
	}
	return list, scanner.Err()
}

// Name makes a name for a text. The same list, text and attempt always give the
// same name; another attempt gives another one.
func (l List) Name(text string, attempt int) string {
	hash := fnv.New64a()
	fmt.Fprintf(hash, "%s#%d", text, attempt)
	sum := hash.Sum64()
	if len(l) == 0 {
		return fmt.Sprintf("%08x", uint32(sum))
	}
	n := uint64(len(l))
	return l[sum%n] + "-" + l[sum/n%n]
}

// Names is how many names the list can make.
func (l List) Names() int {
	return len(l) * len(l)
}
