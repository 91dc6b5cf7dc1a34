// Package fuzz has no code but tests: it runs the analyzer on programs that nobody would write.
// FuzzAnalyzer takes any text, FuzzMutants scrambles the programs that the other tests have.
//
//	go test ./analyzer/internal/fuzz -run '^$' -fuzz FuzzMutants -fuzzminimizetime 100x
package fuzz
