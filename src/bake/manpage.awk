# SPDX-License-Identifier: MIT
# Markdown, as rules/README.md uses it, to a man page: headings, paragraphs, lists, tables, fenced code, and `code`, **strong**,
# *emphasis*, [text](link) within a line. Runs during the build. Input: the page; variables title, section, name (the line under
# NAME) and version. Output: roff. A table's first column becomes the tag of a list; columns between it and the last stand
# behind it in brackets. Needs nothing beyond POSIX awk.

# One character of running text.
function plain(c) {
	return c == "\\" ? "\\e" : c == "-" ? "\\-" : c == "'" ? "\\(aq" : c == "`" ? "\\(ga" : c == "^" ? "\\(ha" : c == "~" ? "\\(ti" : c
}

function escaped(text,  out, i) {
	out = ""
	for (i = 1; i <= length(text); i++)
		out = out plain(substr(text, i, 1))
	return out
}

# Text with its marks as roff. Marks don't reach into code; a bar in a table has a backslash before it even there.
function marked(text,  out, i, c, mono, strong, slant, rest) {
	gsub(/\\\|/, "|", text)
	out = ""
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		rest = substr(text, i)
		if (c == "`") {
			out = out ((mono = !mono) ? "\\fB" : "\\fR")
		} else if (!mono && substr(rest, 1, 2) == "**") {
			out = out ((strong = !strong) ? "\\fB" : "\\fR")
			i++
		} else if (!mono && c == "*" && (slant || rest ~ /^\*[^ *]/)) {
			out = out ((slant = !slant) ? "\\fI" : "\\fR")
		} else if (!mono && match(rest, /^\[[^]]*\]\([^)]*\)/)) {
			out = out escaped(substr(rest, 2, index(rest, "](") - 2))
			i += RLENGTH - 1
		} else
			out = out plain(c)
	}
	return out
}

# A line that begins like a request must not be one.
function line(text) {
	gsub(/“/, "\\(lq", text)
	gsub(/”/, "\\(rq", text)
	print text ~ /^[.]/ ? "\\&" text : text
}

# Ends the paragraph, item or table row that was gathered.
function flush() {
	if (gathered != "")
		line(marked(gathered))
	gathered = ""
}

# A paragraph right under a heading needs no .PP; after a list, it does.
function paragraph() {
	if (!headed)
		print ".PP"
	headed = 0
}

function gather(text) {
	gathered = gathered == "" ? text : gathered " " text
}

function row(text,  cells, n, i, between) {
	gsub(/\\\|/, "\001", text)
	gsub(/^\| *| *\|$/, "", text)
	n = split(text, cells, / *\| */)
	for (i = 1; i <= n; i++)
		gsub(/\001/, "|", cells[i])
	between = ""
	for (i = 2; i < n; i++)
		between = between (between == "" ? "" : ", ") cells[i]
	print ".TP"
	line(marked(cells[1]) (between == "" ? "" : " (" marked(between) ")"))
	line(marked(cells[n]))
}

BEGIN {
	printf "'\\\" -*- coding: UTF-8 -*-\n.TH %s %s \"\" \"attune %s\" \"File Formats\"\n.nh\n.ad l\n", title, section, version
	print ".SH NAME"
	dash = index(name, " - ")
	print escaped(substr(name, 1, dash)) "\\-" escaped(substr(name, dash + 2))
}

/^ *```/ {
	flush()
	if (code = !code) {
		indent = match($0, /[^ ]/) - 1
		print (headed ? "" : ".PP\n") ".RS 4\n.nf"
	} else
		print ".fi\n.RE"
	headed = 0
	next
}
code {
	line(escaped(substr($0, indent + 1)))
	next
}
/^# / {
	print ".SH DESCRIPTION"
	headed = 1
	next
}
/^## / {
	flush()
	print ".SH " toupper(marked(substr($0, 4)))
	headed = 1
	next
}
/^\|/ {
	flush()
	# The first row names the columns, the second is a rule.
	if (++rows > 2)
		row($0)
	headed = 0
	next
}
{ rows = 0 }
/^ *$/ {
	flush()
	next
}
/^- / {
	flush()
	print ".IP \\(bu 2"
	headed = 0
	gathered = substr($0, 3)
	next
}
{
	if (gathered == "")
		paragraph()
	sub(/^ +/, "")
	gather($0)
}
END {
	flush()
	print ".SH SEE ALSO\n.BR attune (1)"
}
