package main

import (
	"path"
	"strings"
)

// class is what a file is to the house.
type class string

const (
	code      class = "mã nguồn"
	tests     class = "kiểm thử"
	words     class = "lời trên màn hình (JSON)"
	docs      class = "tài liệu"
	sql       class = "SQL"
	tools     class = "công cụ (.ci, Makefile)"
	elsewhere class = "" // pictures, fonts, data of tests, sums of modules
)

// classes in the order in which they are told.
var classes = []class{code, tests, words, docs, sql, tools}

// classOf tells a file apart by where it lies and how it is called.
func classOf(file string) class {
	dir, ext := "/"+path.Dir(file)+"/", path.Ext(file)
	switch {
	case strings.Contains(dir, "/testdata/"):
		return elsewhere
	case strings.HasPrefix(dir, "/.ci/"), file == "Makefile":
		return tools
	case strings.HasSuffix(file, "_test.go"), ext == ".go" && strings.HasSuffix(path.Dir(file), "test"):
		return tests
	case ext == ".go":
		return code
	case strings.HasPrefix(dir, "/assets/i18n/"):
		return words
	case ext == ".md":
		return docs
	case ext == ".sql":
		return sql
	}
	return elsewhere
}

// lines are what a file has of each sort; blank ones are in none.
type lines struct{ own, comment int }

func (l *lines) add(line string, isGo bool) {
	switch line = strings.TrimSpace(line); {
	case line == "":
	case isGo && strings.HasPrefix(line, "//"):
		l.comment++
	default:
		l.own++
	}
}

func (l lines) plus(other lines) lines { return lines{l.own + other.own, l.comment + other.comment} }
