"""Weights of the marks of form, fitted by `python -m driftwatch.learn.definition_filter FOLDER`; not written by hand."""

INTERCEPT = -3.4
_WRITTEN = """
about words=0.81; body definite=0.54; body doing=-0.19; body indefinite=1.01; body is a list=-0.46; body number=0.33; body of 1=-0.63; body of
2=-0.38; body of 3=-0.12; body of 4=0.13; body of 5=0.34; body of 9=0.66; body other=0.18; body participle=-0.53; body pronoun=-0.73; body
what=-0.02; body why=-0.6; both ends=-0.27; capital term=0.35; cause=-0.2; comma in clause=1.09; comparison in body=0.81; contrast=0.85; cue
aka=-0.41; cue aka, body doing=-0.1; cue aka, body indefinite=-0.05; cue aka, body of few=0.14; cue aka, body of many=-0.55; cue aka, body
other=0.1; cue aka, body participle=-0.16; cue aka, body what=-0.06; cue aka, body why=-0.13; cue aka, subject bare=0.05; cue aka, subject
indefinite=-0.02; cue aka, subject long=-0.2; cue aka, subject possessive=-0.03; cue aka, subject pronoun=-0.02; cue aka, subject quoted=-0.19; cue
aka, timeless=0.3; cue as in=0.23; cue as in, body definite=-0.16; cue as in, body number=0.05; cue as in, body of few=-0.05; cue as in, body of
many=0.29; cue as in, body other=0.02; cue as in, body pronoun=0.38; cue as in, body why=-0.05; cue as in, subject bare=0.23; cue as in,
timeless=0.75; cue bare state=-0.21; cue bare state, about words=0.18; cue bare state, body definite=0.26; cue bare state, body doing=-0.03; cue
bare state, body indefinite=0.16; cue bare state, body is a list=-0.18; cue bare state, body number=-0.21; cue bare state, body of few=-0.26; cue
bare state, body of many=0.05; cue bare state, body other=-0.03; cue bare state, body participle=-0.13; cue bare state, body pronoun=-0.21; cue bare
state, body what=-0.02; cue bare state, both ends=-1.05; cue bare state, capital term=-0.49; cue bare state, cause=-0.03; cue bare state, comparison
in body=-0.02; cue bare state, contrast=-0.17; cue bare state, first=-0.21; cue bare state, future in body=-0.08; cue bare state, moment=-0.14; cue
bare state, moment in body=-0.09; cue bare state, name before=-0.02; cue bare state, name in body=-0.05; cue bare state, number in body=-0.45; cue
bare state, only=-0.16; cue bare state, others=-0.03; cue bare state, ours=-0.27; cue bare state, participle=-0.96; cue bare state, past
before=-0.03; cue bare state, past in body=-0.31; cue bare state, perfect in body=0.12; cue bare state, person before=-0.16; cue bare state, person
in body=-0.06; cue bare state, question=-0.03; cue bare state, relative in body=-0.33; cue bare state, subject nothing=-0.21; cue bare state,
timeless=0.56; cue by we mean=0.55; cue by we mean, body definite=0.54; cue by we mean, body doing=0.2; cue by we mean, body indefinite=0.17; cue by
we mean, body number=-0.34; cue by we mean, body of many=0.56; cue by we mean, body other=-0.13; cue by we mean, body what=0.34; cue by we mean,
body why=-0.24; cue by we mean, subject bare=0.31; cue by we mean, subject quoted=0.24; cue by we mean, timeless=0.1; cue called=-0.35; cue called,
body definite=-0.36; cue called, body of few=-0.1; cue called, body of many=-0.26; cue called, body other=0.15; cue called, body why=-0.14; cue
called, subject bare=-0.26; cue called, subject indefinite=-0.41; cue called, subject quoted=0.33; cue called, timeless=-0.23; cue colon=-0.66; cue
colon, about words=-0.53; cue colon, body definite=-0.05; cue colon, body doing=-0.13; cue colon, body indefinite=-0.46; cue colon, body is a
list=0.08; cue colon, body number=-0.62; cue colon, body of many=-0.68; cue colon, body other=-0.51; cue colon, body participle=0.47; cue colon,
body pronoun=-0.19; cue colon, body what=0.21; cue colon, body why=0.61; cue colon, both ends=0.62; cue colon, capital term=0.54; cue colon,
cause=-0.1; cue colon, comparison in body=0.52; cue colon, contrast=0.33; cue colon, first=-0.97; cue colon, future in body=-0.21; cue colon,
individual=-0.12; cue colon, moment=-0.24; cue colon, moment in body=-0.17; cue colon, name before=-0.06; cue colon, name in body=0.08; cue colon,
number in body=0.26; cue colon, others=-0.21; cue colon, ours=-0.25; cue colon, participle=-0.2; cue colon, past before=-0.23; cue colon, past in
body=-0.17; cue colon, perfect in body=-0.45; cue colon, person before=-0.16; cue colon, person in body=-0.11; cue colon, question=-0.07; cue colon,
relative in body=0.83; cue colon, state word=-0.2; cue colon, subject bare=-0.91; cue colon, subject indefinite=-0.34; cue colon, subject
long=-0.36; cue colon, subject possessive=-0.06; cue colon, subject pronoun=-0.04; cue colon, subject quoted=1.04; cue colon, timeless=0.07; cue
colon, titled term=-0.17; cue counts as=0.03; cue counts as, body indefinite=-0.19; cue counts as, body number=0.06; cue counts as, body of
few=-0.32; cue counts as, body of many=0.35; cue counts as, body other=0.22; cue counts as, body what=-0.06; cue counts as, subject bare=0.03; cue
counts as, timeless=0.16; cue dash=-0.58; cue dash, about words=-0.18; cue dash, body definite=-0.1; cue dash, body doing=-0.03; cue dash, body
indefinite=-0.1; cue dash, body is a list=-0.06; cue dash, body number=-0.05; cue dash, body of few=-0.09; cue dash, body of many=-0.5; cue dash,
body other=-0.14; cue dash, body participle=-0.05; cue dash, body pronoun=-0.06; cue dash, body what=-0.03; cue dash, body why=-0.03; cue dash, both
ends=-0.35; cue dash, capital term=-0.18; cue dash, cause=-0.02; cue dash, comparison in body=-0.22; cue dash, contrast=-0.03; cue dash,
first=-0.79; cue dash, future=-0.03; cue dash, future in body=0.65; cue dash, individual=-0.06; cue dash, moment=-0.14; cue dash, moment in
body=-0.06; cue dash, name before=-0.23; cue dash, name in body=-0.22; cue dash, number in body=-0.2; cue dash, others=-0.09; cue dash, ours=-0.33;
cue dash, participle=-0.12; cue dash, past before=0.6; cue dash, past in body=-0.12; cue dash, perfect in body=-0.27; cue dash, person before=-0.16;
cue dash, person in body=-0.1; cue dash, question=-0.08; cue dash, relative in body=-0.23; cue dash, subject indefinite=-0.1; cue dash, subject
long=-0.18; cue dash, subject pronoun=-0.02; cue dash, subject quoted=-0.29; cue dash, timeless=-0.54; cue dash, titled term=-0.07; cue does not
mean=0.13; cue does not mean, body of few=0.31; cue does not mean, body of many=-0.18; cue does not mean, body other=0.29; cue does not mean, body
pronoun=-0.14; cue does not mean, subject bare=0.13; cue does not mean, subject definite=-0.04; cue does not mean, subject indefinite=-0.1; cue does
not mean, subject long=-0.07; cue does not mean, subject quoted=0.22; cue does not mean, timeless=0.26; cue equals=0.57; cue equals, about
words=-0.6; cue equals, body definite=-0.15; cue equals, body doing=0.27; cue equals, body indefinite=-0.08; cue equals, body is a list=-0.04; cue
equals, body number=-0.13; cue equals, body of few=0.16; cue equals, body of many=0.41; cue equals, body other=0.36; cue equals, body
participle=0.22; cue equals, body pronoun=0.18; cue equals, body what=-0.09; cue equals, both ends=0.84; cue equals, capital term=-0.17; cue equals,
cause=-0.02; cue equals, comparison in body=-0.11; cue equals, contrast=-0.67; cue equals, first=0.65; cue equals, future=-0.05; cue equals, future
in body=0.06; cue equals, individual=-0.13; cue equals, moment=0.17; cue equals, moment in body=0.2; cue equals, name in body=0.24; cue equals,
number in body=-0.65; cue equals, others=-0.08; cue equals, ours=0.51; cue equals, participle=0.57; cue equals, past before=-0.13; cue equals, past
in body=-0.04; cue equals, perfect in body=-0.05; cue equals, question=-0.14; cue equals, relative in body=0.57; cue equals, state word=-0.08; cue
equals, subject bare=0.39; cue equals, subject long=0.28; cue equals, subject pronoun=-0.02; cue equals, subject quoted=-0.06; cue equals,
timeless=0.52; cue had it that=0.08; cue had it that, body indefinite=-0.17; cue had it that, body of many=0.09; cue had it that, body
pronoun=-0.03; cue had it that, body why=0.3; cue had it that, subject bare=0.12; cue had it that, subject long=-0.04; cue had it that,
timeless=0.31; cue in brackets=0.24; cue in brackets, body of many=0.24; cue in brackets, body other=0.25; cue in brackets, subject bare=0.26; cue
in brackets, subject long=-0.02; cue in brackets, timeless=0.26; cue in your words=0.33; cue in your words, body indefinite=-0.03; cue in your
words, body of few=0.5; cue in your words, body of many=-0.17; cue in your words, body other=0.51; cue in your words, body what=-0.08; cue in your
words, body why=-0.07; cue in your words, subject bare=0.1; cue in your words, subject indefinite=0.58; cue in your words, subject long=-0.16; cue
in your words, subject possessive=-0.08; cue in your words, subject pronoun=-0.25; cue in your words, subject quoted=0.13; cue in your words,
timeless=0.19; cue includes=-0.68; cue includes, about words=-0.47; cue includes, body definite=0.49; cue includes, body doing=0.51; cue includes,
body indefinite=-0.61; cue includes, body is a list=2.45; cue includes, body number=-0.66; cue includes, body of few=-0.34; cue includes, body of
many=-0.35; cue includes, body other=0.55; cue includes, body participle=-0.63; cue includes, body pronoun=-0.03; cue includes, body why=-0.31; cue
includes, both ends=0.63; cue includes, capital term=-0.22; cue includes, cause=-0.32; cue includes, comma in clause=-0.24; cue includes, comparison
in body=-0.33; cue includes, contrast=-0.09; cue includes, first=-0.82; cue includes, future=-0.3; cue includes, future in body=0.46; cue includes,
individual=0.2; cue includes, laughs=0.1; cue includes, moment=-0.53; cue includes, moment in body=-0.31; cue includes, name before=0.1; cue
includes, name in body=-0.48; cue includes, number in body=-0.02; cue includes, only=-0.02; cue includes, others=0.02; cue includes,
participle=-0.18; cue includes, past before=-0.24; cue includes, past in body=-0.43; cue includes, perfect in body=0.26; cue includes, person
before=-0.07; cue includes, person in body=-0.1; cue includes, question=-0.07; cue includes, relative in body=-0.36; cue includes, subject
bare=-0.66; cue includes, subject definite=-0.17; cue includes, subject indefinite=-0.8; cue includes, subject long=0.52; cue includes, subject
possessive=-0.24; cue includes, subject pronoun=-0.25; cue includes, subject quoted=0.92; cue includes, timeless=-0.3; cue includes, titled
term=0.34; cue is=-1.02; cue is it to us=-0.19; cue is it to us, body definite=-0.06; cue is it to us, body doing=-0.02; cue is it to us, body
indefinite=0.06; cue is it to us, body of few=-0.34; cue is it to us, body of many=0.14; cue is it to us, body other=-0.02; cue is it to us, body
participle=-0.04; cue is it to us, body what=-0.1; cue is it to us, subject bare=-0.19; cue is it to us, timeless=0.18; cue is not=-0.36; cue is
not, about words=-0.38; cue is not, body definite=-0.53; cue is not, body doing=-0.13; cue is not, body indefinite=0.02; cue is not, body is a
list=-0.08; cue is not, body number=-0.04; cue is not, body of few=-0.2; cue is not, body of many=-0.16; cue is not, body other=0.36; cue is not,
body participle=-0.44; cue is not, body pronoun=-0.23; cue is not, body what=0.59; cue is not, body why=0.06; cue is not, both ends=-0.08; cue is
not, capital term=-0.23; cue is not, cause=-0.14; cue is not, comma in clause=0.49; cue is not, comparison in body=-0.44; cue is not,
contrast=-0.51; cue is not, first=-0.38; cue is not, future=-0.03; cue is not, future in body=-0.1; cue is not, individual=-0.03; cue is not,
laughs=-0.03; cue is not, moment=0.2; cue is not, moment in body=-0.43; cue is not, name before=-0.02; cue is not, name in body=-0.04; cue is not,
number in body=-0.13; cue is not, others=-0.27; cue is not, ours=-0.53; cue is not, participle=-0.12; cue is not, past before=-0.05; cue is not,
past in body=-0.09; cue is not, perfect in body=0.43; cue is not, person before=-0.31; cue is not, person in body=0.13; cue is not, question=-0.09;
cue is not, relative in body=0.14; cue is not, state word=0.11; cue is not, subject bare=-0.51; cue is not, subject definite=-0.05; cue is not,
subject indefinite=0.23; cue is not, subject long=-0.3; cue is not, subject possessive=-0.04; cue is not, subject pronoun=-0.04; cue is not, subject
quoted=0.35; cue is not, timeless=-0.02; cue is not, titled term=-0.08; cue is our=-0.12; cue is our, body of few=0.55; cue is our, body of
many=-0.67; cue is our, body other=-0.12; cue is our, subject bare=0.7; cue is our, subject long=-0.25; cue is our, subject quoted=-0.57; cue is
our, timeless=-0.03; cue is when=0.36; cue is when, about words=0.2; cue is when, body definite=0.45; cue is when, body indefinite=0.55; cue is
when, body is a list=0.09; cue is when, body of few=0.27; cue is when, body of many=0.09; cue is when, body other=0.25; cue is when, body
what=-0.88; cue is when, both ends=0.35; cue is when, cause=-0.04; cue is when, comma in clause=0.07; cue is when, comparison in body=-0.25; cue is
when, first=0.3; cue is when, future=-0.08; cue is when, future in body=-0.29; cue is when, individual=-0.04; cue is when, laughs=-0.1; cue is when,
moment=-0.11; cue is when, moment in body=-0.08; cue is when, name before=-0.03; cue is when, name in body=-0.05; cue is when, others=0.26; cue is
when, ours=0.34; cue is when, participle=0.43; cue is when, past before=0.2; cue is when, past in body=0.46; cue is when, perfect in body=0.31; cue
is when, person before=0.09; cue is when, person in body=-0.35; cue is when, question=-0.04; cue is when, relative in body=-0.53; cue is when,
subject bare=-0.46; cue is when, subject indefinite=0.25; cue is when, subject long=0.15; cue is when, subject possessive=0.53; cue is when, subject
pronoun=-0.03; cue is when, subject quoted=-0.06; cue is when, timeless=0.47; cue is when, titled term=-0.02; cue is, about words=0.07; cue is, body
definite=-0.24; cue is, body doing=-0.77; cue is, body indefinite=0.72; cue is, body is a list=0.16; cue is, body number=0.95; cue is, body of
few=-0.49; cue is, body of many=-0.53; cue is, body other=-0.86; cue is, body participle=-0.7; cue is, body pronoun=-0.46; cue is, body what=0.82;
cue is, body why=-0.47; cue is, both ends=0.13; cue is, capital term=0.86; cue is, cause=-0.37; cue is, comma in clause=1.08; cue is, comparison in
body=-0.62; cue is, contrast=0.7; cue is, first=-0.52; cue is, future=-0.76; cue is, future in body=-0.47; cue is, individual=-0.21; cue is,
inherited=-0.25; cue is, laughs=-0.08; cue is, moment=-0.19; cue is, moment in body=0.5; cue is, name before=-0.27; cue is, name in body=0.22; cue
is, number in body=0.22; cue is, others=1.37; cue is, ours=-0.17; cue is, participle=1.2; cue is, past before=0.72; cue is, past in body=-0.04; cue
is, perfect in body=-0.25; cue is, person before=-0.57; cue is, person in body=-0.06; cue is, question=-0.5; cue is, relative in body=-0.09; cue is,
state word=0.35; cue is, subject bare=-1.19; cue is, subject definite=-0.18; cue is, subject indefinite=0.56; cue is, subject long=0.21; cue is,
subject possessive=-0.7; cue is, subject pronoun=0.02; cue is, subject quoted=0.28; cue is, timeless=0.46; cue is, titled term=0.11; cue
meaning=-0.02; cue meaning, body definite=-0.12; cue meaning, body doing=0.43; cue meaning, body indefinite=0.04; cue meaning, body number=0.25; cue
meaning, body of few=0.03; cue meaning, body of many=-0.06; cue meaning, body other=0.33; cue meaning, body participle=-0.15; cue meaning, body
pronoun=-0.04; cue meaning, body what=-0.58; cue meaning, body why=-0.19; cue meaning, subject bare=0.46; cue meaning, subject definite=-0.03; cue
meaning, subject indefinite=-0.28; cue meaning, subject long=-0.27; cue meaning, subject pronoun=-0.11; cue meaning, subject quoted=0.22; cue
meaning, timeless=-0.73; cue means=0.65; cue means, about words=0.65; cue means, body definite=0.1; cue means, body doing=0.07; cue means, body
indefinite=0.16; cue means, body is a list=-0.17; cue means, body number=0.56; cue means, body of few=-0.12; cue means, body of many=0.76; cue
means, body other=-0.52; cue means, body participle=0.64; cue means, body why=-0.37; cue means, both ends=0.24; cue means, capital term=0.34; cue
means, cause=0.07; cue means, comma in clause=-0.15; cue means, comparison in body=0.09; cue means, contrast=0.37; cue means, first=-0.23; cue
means, future=-0.1; cue means, future in body=-0.4; cue means, individual=-0.07; cue means, laughs=-0.04; cue means, moment=0.44; cue means, moment
in body=-0.06; cue means, name before=0.06; cue means, name in body=0.38; cue means, number in body=-0.4; cue means, others=-0.13; cue means,
ours=0.19; cue means, participle=0.52; cue means, past before=0.04; cue means, past in body=0.17; cue means, perfect in body=-0.67; cue means,
question=-0.06; cue means, relative in body=-0.12; cue means, state word=-0.49; cue means, subject bare=0.36; cue means, subject definite=-0.07; cue
means, subject indefinite=-0.06; cue means, subject long=0.36; cue means, subject pronoun=-0.14; cue means, subject quoted=0.21; cue means,
timeless=-0.13; cue means, titled term=0.06; cue not include=0.58; cue not include, body definite=0.4; cue not include, body doing=0.23; cue not
include, body of few=-0.02; cue not include, body of many=0.59; cue not include, body other=-0.11; cue not include, body pronoun=-0.07; cue not
include, body what=0.04; cue not include, body why=0.08; cue not include, subject bare=0.43; cue not include, subject indefinite=-0.03; cue not
include, subject long=0.11; cue not include, subject pronoun=0.02; cue not include, subject quoted=0.04; cue not include, timeless=1.0; cue not
state=0.39; cue not state, body definite=0.46; cue not state, body doing=-0.05; cue not state, body indefinite=-0.26; cue not state, body
number=0.14; cue not state, body of few=-0.09; cue not state, body of many=0.47; cue not state, body other=0.15; cue not state, body
participle=-0.03; cue not state, body pronoun=0.02; cue not state, body why=-0.05; cue not state, subject bare=-0.43; cue not state, subject
definite=-0.06; cue not state, subject indefinite=0.63; cue not state, subject long=-0.6; cue not state, subject nothing=0.28; cue not state,
subject pronoun=0.57; cue not state, timeless=0.03; cue otherwise=-0.48; cue otherwise, body definite=-0.02; cue otherwise, body number=0.44; cue
otherwise, body of few=-0.07; cue otherwise, body of many=-0.41; cue otherwise, body other=-0.81; cue otherwise, body pronoun=-0.06; cue otherwise,
body why=-0.03; cue otherwise, subject quoted=-0.48; cue otherwise, timeless=-0.9; cue question=0.08; cue question, body number=0.13; cue question,
body of few=-0.03; cue question, body of many=0.11; cue question, body other=-0.04; cue question, subject bare=0.08; cue question, timeless=0.1; cue
reads as=-0.15; cue reads as, body definite=-0.11; cue reads as, body indefinite=0.04; cue reads as, body number=-0.1; cue reads as, body of
few=-0.09; cue reads as, body of many=-0.06; cue reads as, body other=0.04; cue reads as, subject bare=-0.49; cue reads as, subject quoted=0.34; cue
reads as, timeless=-0.18; cue refers=0.18; cue refers, body definite=0.31; cue refers, body indefinite=-0.14; cue refers, body of few=-0.29; cue
refers, body of many=0.47; cue refers, subject bare=0.51; cue refers, subject indefinite=-0.15; cue refers, subject long=-0.22; cue refers, subject
quoted=0.06; cue refers, timeless=-0.12; cue runs=-0.13; cue runs, body is a list=0.12; cue runs, body of many=-0.12; cue runs, body why=-0.14; cue
runs, both ends=-0.19; cue runs, capital term=0.06; cue runs, comparison in body=-0.11; cue runs, contrast=0.07; cue runs, first=-0.1; cue runs,
moment=-0.03; cue runs, moment in body=-0.02; cue runs, number in body=-0.14; cue runs, others=0.05; cue runs, ours=-0.1; cue runs, past in
body=-0.1; cue runs, perfect in body=-0.02; cue runs, person before=0.13; cue runs, relative in body=-0.12; cue runs, subject bare=-0.31; cue runs,
subject long=-0.02; cue runs, subject quoted=0.22; cue runs, timeless=-0.11; cue same=0.4; cue same, body of few=0.4; cue same, body other=0.4; cue
same, subject bare=0.4; cue same, timeless=0.4; cue shall be=-0.04; cue shall be, body of many=-0.03; cue shall be, body other=-0.04; cue shall be,
both ends=-0.02; cue shall be, comparison in body=-0.02; cue shall be, first=-0.02; cue shall be, future=-0.02; cue shall be, ours=-0.02; cue shall
be, subject bare=-0.02; cue shall be, subject definite=-0.02; cue stands for=0.72; cue stands for, body definite=0.56; cue stands for, body
indefinite=0.04; cue stands for, body of few=0.04; cue stands for, body of many=0.69; cue stands for, body other=0.12; cue stands for, subject
bare=0.59; cue stands for, subject indefinite=0.08; cue stands for, subject quoted=0.05; cue stands for, timeless=0.15; cue state=0.15; cue state,
about words=0.55; cue state, body definite=0.51; cue state, body doing=-0.1; cue state, body indefinite=-0.23; cue state, body is a list=-0.3; cue
state, body number=-0.5; cue state, body of few=-0.11; cue state, body of many=0.26; cue state, body other=-0.27; cue state, body participle=0.31;
cue state, body pronoun=0.64; cue state, body what=-0.02; cue state, body why=-0.19; cue state, both ends=-0.49; cue state, capital term=-0.11; cue
state, comparison in body=-0.44; cue state, contrast=0.15; cue state, first=-0.3; cue state, future=-0.24; cue state, future in body=-0.37; cue
state, individual=-0.48; cue state, laughs=-0.09; cue state, moment=0.14; cue state, moment in body=-0.32; cue state, name before=0.49; cue state,
name in body=-0.39; cue state, number in body=-0.46; cue state, only=0.85; cue state, ours=-0.45; cue state, participle=-0.19; cue state, past
before=-1.1; cue state, past in body=-0.36; cue state, perfect in body=1.05; cue state, person before=-0.06; cue state, person in body=0.78; cue
state, question=0.46; cue state, relative in body=-0.29; cue state, state word=0.46; cue state, subject bare=0.46; cue state, subject
definite=-0.08; cue state, subject indefinite=0.61; cue state, subject long=0.26; cue state, subject nothing=-0.6; cue state, subject
possessive=-0.06; cue state, subject pronoun=-0.44; cue state, timeless=0.83; cue termed=-0.05; cue termed, about words=-0.63; cue termed, body
doing=-0.06; cue termed, body indefinite=0.12; cue termed, body is a list=-0.1; cue termed, body number=-0.11; cue termed, body of few=0.03; cue
termed, body of many=-0.08; cue termed, body other=0.02; cue termed, body why=-0.02; cue termed, capital term=-0.23; cue termed, comparison in
body=0.69; cue termed, first=0.08; cue termed, future=-0.1; cue termed, future in body=-0.09; cue termed, moment=-0.02; cue termed, name
before=-0.39; cue termed, name in body=-0.04; cue termed, number in body=-0.14; cue termed, only=0.2; cue termed, others=-0.2; cue termed,
ours=-0.1; cue termed, participle=0.06; cue termed, past before=0.07; cue termed, past in body=0.11; cue termed, perfect in body=-0.18; cue termed,
person before=-0.18; cue termed, person in body=0.08; cue termed, relative in body=0.35; cue termed, state word=-0.05; cue termed, subject
bare=0.08; cue termed, subject quoted=-0.12; cue termed, timeless=-0.19; cue termed, titled term=0.12; cue thats=-0.45; cue thats a=-0.77; cue thats
a, body definite=-0.22; cue thats a, body indefinite=-0.51; cue thats a, body number=0.17; cue thats a, body of few=-0.16; cue thats a, body of
many=-0.62; cue thats a, body other=-0.32; cue thats a, body participle=-0.1; cue thats a, body pronoun=-0.3; cue thats a, body what=-0.05; cue
thats a, body why=0.57; cue thats a, subject bare=-0.69; cue thats a, subject quoted=-0.08; cue thats a, timeless=-0.28; cue thats, about
words=0.19; cue thats, body definite=-0.21; cue thats, body doing=-0.11; cue thats, body indefinite=-0.04; cue thats, body is a list=0.15; cue
thats, body number=0.07; cue thats, body of few=-0.06; cue thats, body of many=-0.39; cue thats, body other=-0.48; cue thats, body participle=-0.09;
cue thats, body pronoun=-0.13; cue thats, body what=-0.11; cue thats, body why=0.65; cue thats, both ends=0.43; cue thats, capital term=-0.15; cue
thats, cause=0.19; cue thats, comma in clause=-0.45; cue thats, comparison in body=0.54; cue thats, contrast=0.46; cue thats, first=0.15; cue thats,
future=-0.13; cue thats, future in body=0.37; cue thats, individual=0.22; cue thats, laughs=-0.12; cue thats, moment=0.05; cue thats, moment in
body=0.21; cue thats, name before=-0.16; cue thats, name in body=0.27; cue thats, number in body=0.54; cue thats, others=0.26; cue thats, ours=0.64;
cue thats, participle=0.59; cue thats, past before=-0.4; cue thats, past in body=-0.44; cue thats, perfect in body=-0.34; cue thats, person
before=-0.16; cue thats, person in body=-0.38; cue thats, question=0.57; cue thats, relative in body=-0.53; cue thats, state word=0.28; cue thats,
subject bare=-0.79; cue thats, subject definite=-0.03; cue thats, subject indefinite=0.07; cue thats, subject long=0.22; cue thats, subject
possessive=-0.05; cue thats, subject pronoun=-0.02; cue thats, subject quoted=0.15; cue thats, timeless=-0.68; cue thats, titled term=-0.02; cue
they say we say=-0.54; cue they say we say, body definite=-0.03; cue they say we say, body indefinite=-0.02; cue they say we say, body of
many=-0.53; cue they say we say, body other=-0.48; cue they say we say, subject bare=-0.52; cue they say we say, subject pronoun=-0.02; cue they say
we say, timeless=-0.42; cue treat as=-0.11; cue treat as, body definite=-0.2; cue treat as, body doing=-0.09; cue treat as, body indefinite=1.0; cue
treat as, body number=-0.05; cue treat as, body of few=-0.23; cue treat as, body of many=0.13; cue treat as, body other=-0.41; cue treat as, body
participle=-0.02; cue treat as, body pronoun=-0.02; cue treat as, body what=-0.09; cue treat as, body why=-0.22; cue treat as, subject bare=-0.02;
cue treat as, subject quoted=-0.08; cue treat as, timeless=0.09; cue treated as=0.44; cue treated as, about words=0.07; cue treated as, body
indefinite=-0.22; cue treated as, body is a list=-0.06; cue treated as, body of few=-0.31; cue treated as, body of many=0.76; cue treated as, body
other=0.32; cue treated as, body participle=-0.08; cue treated as, body why=0.43; cue treated as, capital term=0.08; cue treated as, comparison in
body=0.43; cue treated as, first=0.44; cue treated as, future=0.18; cue treated as, future in body=0.25; cue treated as, individual=0.43; cue
treated as, moment=0.22; cue treated as, moment in body=0.22; cue treated as, name before=0.04; cue treated as, name in body=-0.1; cue treated as,
number in body=0.62; cue treated as, others=-0.04; cue treated as, ours=-0.03; cue treated as, participle=-0.04; cue treated as, past before=0.14;
cue treated as, past in body=0.1; cue treated as, perfect in body=0.03; cue treated as, person before=-0.04; cue treated as, question=-0.08; cue
treated as, relative in body=-0.11; cue treated as, subject bare=0.53; cue treated as, subject quoted=-0.08; cue treated as, timeless=-0.21; cue
treated as, titled term=0.11; cue understood as=0.5; cue understood as, body doing=-0.02; cue understood as, body indefinite=0.36; cue understood
as, body of few=-0.02; cue understood as, body of many=0.53; cue understood as, body other=-0.2; cue understood as, body participle=0.42; cue
understood as, body what=-0.06; cue understood as, subject bare=0.11; cue understood as, subject indefinite=0.24; cue understood as, subject
long=0.11; cue understood as, subject pronoun=-0.02; cue understood as, subject quoted=0.05; cue understood as, timeless=0.04; cue use for=-0.21;
cue use for, body definite=0.35; cue use for, body doing=-0.07; cue use for, body indefinite=-0.16; cue use for, body of few=-0.08; cue use for,
body of many=-0.13; cue use for, body other=-0.18; cue use for, body participle=-0.1; cue use for, body what=-0.02; cue use for, subject bare=-0.19;
cue use for, timeless=0.1; cue we call=0.21; cue we call it=-0.23; cue we call it, about words=0.29; cue we call it, body definite=-0.53; cue we
call it, body doing=-0.15; cue we call it, body indefinite=0.24; cue we call it, body is a list=-0.69; cue we call it, body number=0.11; cue we call
it, body of few=-0.18; cue we call it, body of many=-0.06; cue we call it, body participle=0.16; cue we call it, body pronoun=0.13; cue we call it,
body what=0.39; cue we call it, body why=-0.59; cue we call it, capital term=-0.2; cue we call it, cause=0.44; cue we call it, comma in clause=0.29;
cue we call it, comparison in body=0.17; cue we call it, first=-0.24; cue we call it, future=-0.28; cue we call it, future in body=-0.09; cue we
call it, individual=0.14; cue we call it, laughs=-0.37; cue we call it, moment=0.07; cue we call it, moment in body=-0.09; cue we call it, name
before=-0.02; cue we call it, number in body=0.31; cue we call it, others=-0.08; cue we call it, participle=0.29; cue we call it, past before=-0.18;
cue we call it, past in body=-0.04; cue we call it, perfect in body=-0.22; cue we call it, person before=0.6; cue we call it, person in body=0.39;
cue we call it, question=0.29; cue we call it, relative in body=-0.12; cue we call it, subject bare=-0.05; cue we call it, subject long=-0.03; cue
we call it, subject pronoun=-0.14; cue we call it, subject quoted=-0.02; cue we call it, timeless=-1.01; cue we call it, titled term=-0.1; cue we
call, body definite=-0.06; cue we call, body indefinite=0.27; cue we call, body of many=0.22; cue we call, subject bare=0.21; cue we call,
timeless=-0.05; cue we have x as=0.45; cue we have x as, body definite=0.08; cue we have x as, body of few=0.37; cue we have x as, body of
many=0.09; cue we have x as, body other=0.37; cue we have x as, subject bare=0.44; cue we have x as, timeless=0.45; cue we say of=-0.07; cue we say
of, body of many=-0.07; cue we say of, body pronoun=-0.07; cue we say of, subject bare=-0.07; cue we say of, timeless=-0.07; cue what we call=0.28;
cue what we call, body definite=-0.4; cue what we call, body number=-0.05; cue what we call, body of few=-0.4; cue what we call, body of many=0.68;
cue what we call, body other=0.58; cue what we call, body pronoun=0.15; cue what we call, subject bare=0.28; cue what we call, timeless=-0.1; cue
what we mean=0.27; cue what we mean, body definite=-0.03; cue what we mean, body number=0.14; cue what we mean, body of many=0.27; cue what we mean,
body other=0.15; cue what we mean, subject bare=0.11; cue what we mean, subject quoted=0.15; cue what you call=0.18; cue what you call, body
number=0.22; cue what you call, body of few=0.51; cue what you call, body of many=-0.33; cue what you call, body other=-0.05; cue what you call,
subject bare=0.19; cue what you call, timeless=-0.56; cue when i use=0.12; cue when i use, body indefinite=0.12; cue when i use, body of many=0.12;
cue when i use, subject indefinite=0.12; cue when we say=0.33; cue when we say, body definite=-0.2; cue when we say, body indefinite=-0.09; cue when
we say, body number=0.19; cue when we say, body of few=0.11; cue when we say, body of many=0.22; cue when we say, body other=0.63; cue when we say,
body pronoun=-0.18; cue when we say, body why=-0.02; cue when we say, subject bare=0.15; cue when we say, subject pronoun=-0.08; cue when we say,
subject quoted=0.26; cue when we say, timeless=-0.03; cue which is=-0.67; cue which is, body definite=-0.16; cue which is, body indefinite=0.27; cue
which is, body number=-0.27; cue which is, body of few=-0.05; cue which is, body of many=-0.62; cue which is, body other=-0.35; cue which is, body
what=-0.13; cue which is, body why=-0.02; cue which is, subject bare=-0.08; cue which is, subject indefinite=-0.18; cue which is, subject
long=-0.38; cue which is, subject pronoun=-0.03; cue which is, timeless=-0.69; cue your is our=0.11; cue your is our, body of few=0.11; cue your is
our, body other=0.11; cue your is our, subject quoted=0.11; cue your is our, timeless=0.11; first=-0.39; future=-1.55; future in body=-1.05;
individual=-0.25; inherited=-0.24; laughs=-0.81; moment=0.15; moment in body=-0.19; name before=-0.37; name in body=-0.24; number in body=0.7;
only=0.23; others=0.44; ours=0.47; participle=0.55; past before=0.3; past in body=0.24; perfect in body=-0.03; person before=0.44; person in
body=-0.34; question=-0.64; relative in body=0.56; state word=0.09; subject bare=-0.12; subject definite=-0.76; subject indefinite=0.89; subject
long=-0.98; subject nothing=-0.54; subject possessive=-0.77; subject pronoun=-1.08; subject quoted=3.36; term of 1=1.73; term of 2=1.12; term of
3=-1.39; term of 4=-1.46; timeless=0.28; timeless, body definite=0.34; timeless, body doing=-0.31; timeless, body indefinite=-0.11; timeless, body
is a list=0.45; timeless, body number=0.16; timeless, body of 1=0.06; timeless, body of 2=-0.63; timeless, body of 3=0.2; timeless, body of 4=0.32;
timeless, body of 5=0.52; timeless, body of 9=-0.19; timeless, body other=0.22; timeless, body participle=0.16; timeless, body pronoun=-0.46;
timeless, body what=0.5; timeless, body why=-0.22; timeless, ours=-0.22; timeless, subject bare=0.5; timeless, subject definite=-0.39; timeless,
subject indefinite=-0.06; timeless, subject long=0.39; timeless, subject nothing=0.08; timeless, subject possessive=-0.27; timeless, subject
pronoun=-0.38; timeless, subject quoted=0.41; titled term=0.73
"""
WEIGHTS = {mark: float(weight) for mark, _, weight in (each.strip().rpartition("=") for each in _WRITTEN.replace("\n", " ").split(";")) if mark}
"""Mark -> what it adds to the logarithm of the odds."""
