package main

// The rules of all zones, inside the binary.
import _ "time/tzdata"
