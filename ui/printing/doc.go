// Package printing is "In chuyển đổi": it brings a data message in, shows it
// whole, asks what the law asks, has it printed with its mark, hears what came
// out and who signed and sealed it, and reads the paper back.
package printing
