package page

// TIFFInfo is one image of a TIFF as its directory describes it: what lets a
// CCITT G4 strip pass into a PDF as it is.
type TIFFInfo struct {
	Compression  int   // 1 none, 3 G3, 4 G4, 5 LZW, 8 and 32946 Deflate, 32773 PackBits
	Photometric  int   // 0 white is zero, 1 black is zero, 2 RGB, 3 palette
	FillOrder    int   // 1 the highest bit is the leftmost pixel, 2 the lowest
	T4Options    int64 // of G3: bit 0 two-dimensional, bit 2 byte-aligned line ends
	RowsPerStrip int
	Strips       []Span // in the order of the rows; of tiles when Tiled
	Tiled        bool
}
