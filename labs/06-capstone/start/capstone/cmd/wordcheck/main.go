// Command wordcheck tells whether a list of words is fit for wordlink.
//
//	wordcheck words.txt
package main

import (
	"fmt"
	"os"

	"example.com/wordlink/internal/words"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: wordcheck FILE")
		os.Exit(2)
	}
	list, err := words.Load(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "wordcheck:", err)
		os.Exit(1)
	}
	fmt.Printf("%d words make %d names\n", len(list), list.Names())
}
