package main

import (
	"strings"
	"testing"
	"testing/fstest"
)

const someCode = `// Package a is a place.
package a

// Door opens.
type Door interface {
	Open() error
	Close() error
}

type room struct{}

func (room) Open() error { return nil }

func (r *room) Close() error {
	/* a block is counted as what it is not */
	return nil
}
`

func TestEachLineIsCountedOnceAndInItsClass(t *testing.T) {
	h, err := countTree(fstest.MapFS{
		"local/a/a.go": {Data: []byte(someCode)}, "local/a/a_test.go": {Data: []byte("package a\n\n// why\nvar x = 1\n")},
		"local/a/atest/kit.go": {Data: []byte("package atest\n")}, "local/a/testdata/b.go": {Data: []byte("package b\n")},
		"bin/own.go": {Data: []byte("package own\n")}, ".git/x.go": {Data: []byte("package x\n")},
		"assets/i18n/vi.json": {Data: []byte("{\n\n}\n")}, "docs/a.md": {Data: []byte("# a\n")},
		"local/a/1.sql": {Data: []byte("SELECT 1;\n")}, ".ci/run": {Data: []byte("#!/bin/sh\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[class]lines{code: {own: 11, comment: 2}, tests: {own: 3, comment: 1}, words: {own: 2}, docs: {own: 1}, sql: {own: 1}, tools: {own: 1}}
	for c, l := range want {
		if h.lines[c] != l {
			t.Errorf("%s: %+v, want %+v", c, h.lines[c], l)
		}
	}
	if h.exported != 3 || len(h.packages) != 1 || median(h.funcs) != 4 || len(h.surfaces) != 1 || h.surfaces[0].methods != 2 || h.types[0] != (surface{"local/a.room", 2}) {
		t.Errorf("figures: %+v", h)
	}
}

func TestADiffIsToldByWhatItsLinesAre(t *testing.T) {
	changes, err := readDiff(strings.NewReader(`diff --git a/local/a/a.go b/local/a/a.go
--- a/local/a/a.go
+++ b/local/a/a.go
@@ -3,2 +3,3 @@ func x() {
--- a line that began with two dashes
-
+++ one that began with two plusses
+// why
+
diff --git a/docs/x.md b/docs/x.md
new file mode 100644
--- /dev/null
+++ b/docs/x.md
@@ -0,0 +1 @@
+# x
`))
	if err != nil {
		t.Fatal(err)
	}
	if c := changes[place{code, "local/a"}]; c != (change{added: lines{1, 1}, removed: lines{1, 0}}) {
		t.Errorf("code: %+v", c)
	}
	if c := changes[place{docs, "docs"}]; c.added.own != 1 || len(changes) != 2 {
		t.Errorf("docs: %+v of %+v", c, changes)
	}
}
