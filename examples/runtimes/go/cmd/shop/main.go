// A shop with the standard library alone.
package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/healthz", func(response http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(response, `{"status": "ok"}`)
	})
	log.Fatal(http.ListenAndServe(":"+os.Getenv("PORT"), nil))
}
