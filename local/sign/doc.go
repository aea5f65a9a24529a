// Package sign holds the office's seal in the digital sense (chữ ký số): it
// signs with keys from files and tokens, and judges the signatures of others.
//
// A signature is CMS as CAdES and PAdES shape it (ETSI EN 319 122-1, 319
// 142-1). What comes from outside is read within limits, and a judgement never
// needs a network: time stamps and words on revocation are fetched by whoever is
// handed in as Stamper and Fetcher.
package sign
