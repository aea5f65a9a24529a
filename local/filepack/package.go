package filepack

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
	"time"

	"tram/local/office"
)

// Package writes the file as a package for an archive: one folder in a ZIP with the data, the list
// of documents, their files byte for byte, and the manifest that names each with its digest.
func (n Names) Package(ctx context.Context, w io.Writer, c Content) (office.FileWritten, error) {
	p := packing{zip: zip.NewWriter(w), at: c.At, folder: office.MendedFileName(n.Pack.Prefix + c.File.Code()), names: map[string]bool{}}
	is := office.FileWritten{Documents: len(c.File.Documents)}
	papers := make([][]string, len(c.File.Documents))
	var parts []div
	for i, d := range c.File.Documents {
		if err := ctx.Err(); err != nil {
			return is, err
		}
		part := div{Order: d.Ordinal, Label: d.Document.Document.Subject}
		all, err := c.papers(i)
		if err != nil {
			return is, err
		}
		for k, paper := range all {
			name := path.Join(n.Pack.Data, fmt.Sprintf("%05d-%d%s%s", d.Ordinal, k+1, paper.drafted(), endingOf(paper.Ending)))
			f, err := p.add(name, paper.Write)
			if err != nil {
				return is, err
			}
			papers[i], part.Files = append(papers[i], name), append(part.Files, fptr{f.ID})
			is.Files++
		}
		if len(all) == 0 {
			is.Without++
		}
		parts = append(parts, part)
	}
	metadata, err := p.add(n.Pack.Metadata, func(w io.Writer) error { return n.data(w, c, papers) })
	if err != nil {
		return is, err
	}
	if c.List != nil {
		if _, err := p.add(n.Pack.List, c.List); err != nil {
			return is, err
		}
	}
	m := p.manifest(c, metadata, parts)
	_, err = p.add(n.Pack.Manifest, func(w io.Writer) error {
		if _, err := io.WriteString(w, xml.Header); err != nil {
			return err
		}
		x := xml.NewEncoder(w)
		x.Indent("", " ")
		return x.Encode(m)
	})
	if err != nil {
		return is, err
	}
	return is, p.zip.Close()
}

// drafted is what stands in the name of a version of a draft, so that whoever receives the package takes
// none for the document.
func (p Paper) drafted() string {
	if p.Draft == 0 {
		return ""
	}
	return fmt.Sprintf("-ban-trinh-lan-%d", p.Draft)
}

// packing is a package that is being written.
type packing struct {
	zip    *zip.Writer
	folder string
	at     time.Time
	files  []metsFile
	names  map[string]bool // that are taken, in small letters
}

// add writes a file and takes down its digest. No two files of a package have one name.
func (p *packing) add(name string, write func(io.Writer) error) (metsFile, error) {
	if p.names[strings.ToLower(name)] {
		return metsFile{}, fmt.Errorf("two files of a package are called %q", name)
	}
	p.names[strings.ToLower(name)] = true
	to, err := p.zip.CreateHeader(&zip.FileHeader{Name: path.Join(p.folder, name), Method: zip.Deflate, Modified: p.at})
	if err != nil {
		return metsFile{}, err
	}
	hash, size := sha256.New(), counter(0)
	if err := write(io.MultiWriter(to, hash, &size)); err != nil {
		return metsFile{}, err
	}
	f := metsFile{
		ID: fmt.Sprintf("f%d", len(p.files)+1), Size: int64(size), Checksum: hex.EncodeToString(hash.Sum(nil)), How: "SHA-256", Kind: kindOf(name),
		At: located{Where: "URL", Type: "simple", Href: name},
	}
	p.files = append(p.files, f)
	return f, nil
}

type counter int64

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

func kindOf(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".pdf":
		return "application/pdf"
	case ".xml":
		return "application/xml"
	}
	return "application/octet-stream"
}

// endingOf is the ending of a file of a document, as it stands in the package: only letters and
// digits that every system and every address takes; “.bin” for what has no such ending.
func endingOf(given string) string {
	if ending := strings.ToLower(given); plainEnding.MatchString(ending) {
		return ending
	}
	return ".bin"
}

var plainEnding = regexp.MustCompile(`^\.[a-z0-9]{1,16}$`)

func (p *packing) manifest(c Content, metadata metsFile, parts []div) mets {
	return mets{
		Space: "http://www.loc.gov/METS/", Link: "http://www.w3.org/1999/xlink", Object: c.File.Code(), Label: c.File.Title, Type: "SIP",
		Head:  header{Created: c.At.UTC().Format(time.RFC3339), Agent: agent{Role: "CREATOR", Type: "ORGANIZATION", Name: c.Office}},
		About: about{ID: "dmd", Ref: reference{located: metadata.At, Of: "OTHER", Kind: metadata.Kind, Size: metadata.Size, Checksum: metadata.Checksum, How: metadata.How}},
		Files: p.files, Structure: structure{Type: "PHYSICAL", Root: div{Label: c.File.Title, Parts: parts}},
	}
}

// The parts of METS that a package has (Library of Congress, version 1).
type (
	mets struct {
		XMLName   xml.Name   `xml:"mets"`
		Space     string     `xml:"xmlns,attr"`
		Link      string     `xml:"xmlns:xlink,attr"`
		Object    string     `xml:"OBJID,attr"`
		Label     string     `xml:"LABEL,attr"`
		Type      string     `xml:"TYPE,attr"`
		Head      header     `xml:"metsHdr"`
		About     about      `xml:"dmdSec"`
		Files     []metsFile `xml:"fileSec>fileGrp>file"`
		Structure structure  `xml:"structMap"`
	}
	header struct {
		Created string `xml:"CREATEDATE,attr"`
		Agent   agent  `xml:"agent"`
	}
	agent struct {
		Role string `xml:"ROLE,attr"`
		Type string `xml:"TYPE,attr"`
		Name string `xml:"name"`
	}
	about struct {
		ID  string    `xml:"ID,attr"`
		Ref reference `xml:"mdRef"`
	}
	located struct {
		Where string `xml:"LOCTYPE,attr"`
		Type  string `xml:"xlink:type,attr"`
		Href  string `xml:"xlink:href,attr"`
	}
	reference struct {
		located
		Of       string `xml:"MDTYPE,attr"`
		Kind     string `xml:"MIMETYPE,attr"`
		Size     int64  `xml:"SIZE,attr"`
		Checksum string `xml:"CHECKSUM,attr"`
		How      string `xml:"CHECKSUMTYPE,attr"`
	}
	metsFile struct {
		ID       string  `xml:"ID,attr"`
		Kind     string  `xml:"MIMETYPE,attr"`
		Size     int64   `xml:"SIZE,attr"`
		Checksum string  `xml:"CHECKSUM,attr"`
		How      string  `xml:"CHECKSUMTYPE,attr"`
		At       located `xml:"FLocat"`
	}
	structure struct {
		Type string `xml:"TYPE,attr"`
		Root div    `xml:"div"`
	}
	div struct {
		Order int    `xml:"ORDER,attr,omitempty"`
		Label string `xml:"LABEL,attr,omitempty"`
		Files []fptr `xml:"fptr"`
		Parts []div  `xml:"div"`
	}
	fptr struct {
		File string `xml:"FILEID,attr"`
	}
)
