// Package fax codes black-and-white rows as fax machines do (ITU-T T.4 and T.6,
// in files CCITT Group 3 and Group 4), both ways.
package fax
