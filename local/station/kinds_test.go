package station

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/store"
)

// vietnamese are letters that no English word has.
const vietnamese = "ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"

func worded(s string) bool { return strings.ContainsAny(strings.ToLower(s), vietnamese) }

func everyKind(t *testing.T) []store.AnyKind {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "office.db"), store.Options{Clock: office.SystemClock{}, Kinds: kinds()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s.Kinds()
}

// TestEveryStepOfEveryKindHasWords reads what the rooms declare: the journal is read to
// people, and nothing in it may be without a name.
func TestEveryStepOfEveryKindHasWords(t *testing.T) {
	all := everyKind(t)
	if len(all) < 10 {
		t.Fatalf("only %d kinds", len(all))
	}
	words := map[string]office.Kind{}
	for _, k := range all {
		if !worded(k.Word()) || len(k.Ways()) == 0 {
			t.Errorf("%s: called %q, with %d steps", k.Kind(), k.Word(), len(k.Ways()))
		}
		if other, twice := words[k.Word()]; twice {
			t.Errorf("%s and %s are both called %q", k.Kind(), other, k.Word())
		}
		words[k.Word()] = k.Kind()
		steps := map[string]bool{}
		for _, step := range k.Ways() {
			if !worded(step.Said) || step.Name == "" || steps[step.Name] {
				t.Errorf("%s, step %q: %q is no word for people, or it stands twice", k.Kind(), step.Name, step.Said)
			}
			steps[step.Name] = true
		}
	}
}

// inNoEntry are steps of acts that write no entry of that name, each with why.
var inNoEntry = map[string]string{
	"replay":   "entries are copied as they are",
	"resume":   "entries are copied as they are",
	"remake":   "only what is derived is written",
	"reindex":  "only the index of words is written",
	"read":     "words that a program read are nobody's word: they lie beside records and journal",
	"reread":   "entries of a newer form are taken in as they came, once they can be read",
	"exchange": "entries of other stations are kept as they came, and merging has a step of its own",
}

// TestEveryStepOfAnActIsDeclared reads the acts that are written out in the code: one
// whose step no kind declares would be refused when a clerk comes to it.
func TestEveryStepOfAnActIsDeclared(t *testing.T) {
	declared := map[string]bool{}
	for step := range inNoEntry {
		declared[step] = true
	}
	for _, k := range everyKind(t) {
		for _, step := range k.Ways() {
			declared[step.Name] = true
		}
	}
	found := 0
	for where, step := range stepsIn(t, "..") {
		found++
		if !declared[step] {
			t.Errorf("%s: no kind declares the step %q", where, step)
		}
	}
	if found < 20 {
		t.Fatalf("only %d steps found: the search is broken", found)
	}
}

// stepsIn are the steps that acts below a folder name by a text.
func stepsIn(t *testing.T, root string) map[string]string {
	t.Helper()
	files, steps := token.NewFileSet(), map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		tree, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if step, is := stepOf(n); is {
				steps[files.Position(n.Pos()).String()] = step
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return steps
}

// stepOf is the step in Act{…, Step: "text"} and in actOf(…, "text").
func stepOf(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.CompositeLit:
		if nameOf(n.Type) != "Act" {
			return "", false
		}
		for _, e := range n.Elts {
			if pair, is := e.(*ast.KeyValueExpr); is && nameOf(pair.Key) == "Step" {
				return text(pair.Value)
			}
		}
	case *ast.CallExpr:
		if name := nameOf(n.Fun); (name == "actOf" || name == "act") && len(n.Args) > 1 {
			return text(n.Args[len(n.Args)-1])
		}
	}
	return "", false
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

func text(e ast.Expr) (string, bool) {
	literal, is := e.(*ast.BasicLit)
	if !is {
		return "", false
	}
	s, err := strconv.Unquote(literal.Value)
	return s, err == nil
}
