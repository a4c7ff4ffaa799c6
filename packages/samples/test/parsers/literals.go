// Parses programs, a line of base64 each; answers "+" and their texts, or "-" and the error, in base64 again.
// What gofmt would write otherwise is an error too.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io"
	"os"
	"strconv"
	"strings"
)

func main() {
	input, err := io.ReadAll(bufio.NewReader(os.Stdin))
	if err != nil {
		panic(err)
	}
	for _, line := range strings.Fields(string(input)) {
		source, err := base64.StdEncoding.DecodeString(line)
		if err != nil {
			panic(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), "sample.go", source, parser.AllErrors)
		if err != nil {
			fmt.Println("-", base64.StdEncoding.EncodeToString([]byte(err.Error())))
			continue
		}
		formatted, err := format.Source(source)
		if err != nil {
			panic(err)
		}
		if !bytes.Equal(formatted, source) {
			fmt.Println("-", base64.StdEncoding.EncodeToString([]byte("gofmt would write it otherwise:\n"+string(formatted))))
			continue
		}
		fmt.Print("+")
		ast.Inspect(file, func(node ast.Node) bool {
			if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				text, err := strconv.Unquote(literal.Value)
				if err != nil {
					panic(err)
				}
				encoded := base64.StdEncoding.EncodeToString([]byte(text))
				if encoded == "" {
					encoded = "="
				}
				fmt.Print(" ", encoded)
			}
			return true
		})
		fmt.Println()
	}
}
