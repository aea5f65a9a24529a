package veil

import "encoding/binary"

// Empty is a database without tables, of one page, under a key of KeySize bytes. It
// is born whole: of several processes that find no database, one makes the salt.
func Empty(key []byte) ([]byte, error) {
	page := make([]byte, sectorSize)
	copy(page, plainSign)
	binary.BigEndian.PutUint16(page[16:], sectorSize)
	copy(page[18:], []byte{1, 1, 0, 64, 32, 32})
	for _, at := range []int{24, 28, 44, 56, 92} { // changes, pages, form of the schema, UTF-8, changes at which the pages were counted
		binary.BigEndian.PutUint32(page[at:], 1)
	}
	binary.BigEndian.PutUint32(page[44:], 4)
	const leafOfTable, endOfCells = 13, 105
	page[100] = leafOfTable
	binary.BigEndian.PutUint16(page[endOfCells:], sectorSize)
	c, err := newSide(key, newHead())
	if err != nil {
		return nil, err
	}
	c.veil(page, 0)
	return page, nil
}
