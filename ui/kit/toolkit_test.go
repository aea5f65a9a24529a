package kit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ofFiles are the dialogs of the toolkit that ask for a file: half of their words are
// English, they freeze with a dead drive, and they know no picture of a page.
var ofFiles = regexp.MustCompile(`^(New|Show)(File|Folder)(Open|Save)?(WithData)?$`)

func TestNoDialogOfTheToolkitAsksForAFile(t *testing.T) {
	looked := 0
	for _, root := range []string{"../../ui", "../../cmd/tram"} {
		err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), p, nil, 0)
			if err != nil {
				return err
			}
			looked++
			for _, name := range dialogsIn(file) {
				t.Errorf("%s asks by dialog.%s\n\tbut files are asked for by Desk.PickFiles and Desk.Save", p, name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if looked < 100 {
		t.Errorf("only %d files were looked at", looked)
	}
}

// dialogsIn names the dialogs of the toolkit for files that a source uses.
func dialogsIn(file *ast.File) (found []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		s, is := n.(*ast.SelectorExpr)
		if !is || !ofFiles.MatchString(s.Sel.Name) {
			return true
		}
		if from, named := s.X.(*ast.Ident); named && from.Name == "dialog" {
			found = append(found, s.Sel.Name)
		}
		return true
	})
	return found
}

func TestADialogOfTheToolkitForFilesIsFound(t *testing.T) {
	const planted = `package x
func f() { dialog.ShowFileOpen(nil, nil); dialog.NewFileSave(nil, nil); dialog.ShowFolderOpen(nil, nil); dialog.NewCustom("", "", nil, nil); d.ShowFileOpen() }`
	file, err := parser.ParseFile(token.NewFileSet(), "x.go", planted, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := dialogsIn(file); len(got) != 3 {
		t.Errorf("found %q", got)
	}
}
