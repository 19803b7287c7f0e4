"""The words of those who wait for something promised, of those who owe it, of those who step in, and of those who see it arrive.

Each list holds the pieces of one pattern, a line each, indented where one goes on; `~` stands for the blank between two words, `#` for a
small number in words or figures.
"""

MISSED = r"""
(?:we|i)(?:'ve| have| had)?~(?:still~)?(?:not|never)~(?:yet~)?(?:once~)?(?:heard|seen|received|got|had|met|been~given|been~told|been~sent)
(?:we|i)~(?:still~)?(?:haven't|hadn't)~(?:yet~)?(?:heard|seen|received|got|had|met|been~given|been~told|been~sent)
(?:have|has)~yet~to~(?:see|hear|receive|meet|get|arrive|appear|turn~up|show~up|materialise|materialize|come|start|begin|join|reach|happen)
(?:did|has|have|will)~(?:\w{1,20}~){1,5}(?:happen|happened|come|arrive|arrived|materialise|materialize|turn~up|turned~up|show~up|shown~up)(?=~?\?)
(?:have|had|has)~(?:heard|seen|received)~(?:nothing|nobody|no~one|none)
(?:still|keep|kept|are|is|am|'re|'m|been|be)~waiting~(?:for|on)
(?:we|i)~(?:still~)?wait~(?:for|on)
(?:we|i)(?:'re| are| am|'m)~(?:still~)?(?:missing|lacking|without)
(?:we|i)~(?:still~)?(?:miss|lack)
still~(?:no|without)~(?:sign|word|news|trace|date|name|answer|reply|replacement|successor)
(?:no|without~any)~(?:sign|trace|word)~(?:of|from|on)
(?:any|some)~(?:news|word|update|sign|progress)~(?:on|of|about|from)
where~(?:is|are)~(?:the|your|our|those|that)
(?:when|how~long~until|how~soon)~(?:do|does|will|can|may|shall|would)~(?:we|i)~(?:get|see|have|meet|expect|receive|count~on)
(?:was|were|are|is)~(?:meant|supposed|due|to~have|to~be~given|promised|scheduled|expected)
(?:we|it|they|there|this|that)~(?:was|were)~(?:all~)?(?:to~(?:work|have|get|receive|be|see|share))
(?:was|were|been|you|they|had)~promised
you~(?:had~)?(?:promised|agreed~to~(?:give|send|provide|lend|pay|bring|supply)|said~we~(?:would|'d))
(?:what|the~#)~(?:we~were|was|were|you|they)~promised
instead~of~(?:the~)?(?:#|half|full|whole)
(?:where|whereas|though|although|while|but)~the~(?:charter|contract|agreement|plan|memorandum|mou|annex|schedule|protocol|terms|paper
    |budget)~(?:says?|said|has|had|names?|lists?|foresees?|speaks?|promises?|gives?|wants?|calls?|asks?|puts?)
the~(?:charter|contract|agreement|memorandum|mou|annex|protocol|plan|deal|schedule|treaty|paper|terms)~(?:says?|has|have|had|names?|lists?
    |foresees?|promises?|gives?|calls?~for|provides?|speaks?~of|is~clear|asks?~for|puts?~it|commits?|obliges?)
(?:as|like|than)~(?:the~)?(?:charter|contract|agreement|memorandum|mou|annex|protocol|plan|deal|schedule|treaty|paper|terms)~(?:says?|has
    |had|foresees?|promises?|wants?|requires?)
(?:charter|contract|agreement|memorandum|mou|annex|protocol|plan|deal|schedule|treaty|paper)~(?:has|had|says|said|wants|asks~for)~(?:#|four|half)
(?:under|per)~(?:clause|section|article|paragraph|annex)
(?:we|i)(?:'ve| have)?~(?:had|got|have|get|saw|see|seen|receive|received|counted|count|were~given)~(?:exactly~|about~|maybe~|perhaps~
    |at~most~)?(?:only|just|barely|hardly)
(?:only|just|barely)~(?:#|half|a~third|a~quarter|a~few)~(?:of~(?:the|them|those|our|your)|came|arrived|turned~up|showed~up|are~here|is~here
    |is~there|are~there)
#~of~(?:the~)?(?:#~)?(?:that~|which~)?(?:we|promised|agreed|planned|it)
#~out~of~(?:the~)?#
(?:never|nobody|none|no~one)~(?:came|arrived|turned~up|showed~up|appeared|materialised|materialized|was~sent|were~sent)
(?:did~not|didn't|does~not|doesn't|do~not|don't|has~not|hasn't|have~not|haven't)~(?:yet~)?(?:come|arrive|arrived|turn~up|turned~up|show~up
    |shown~up|appear|appeared|materialise|materialised|reached~us|reach~us|joined~us)
(?:is|are|'s|'re)~(?:still~)?(?:missing|overdue|outstanding|nowhere|owed~to~us|owed~us)
(?:you|they|\w{2,20})~(?:still~)?owes?~us
(?:third|fourth|fifth|second|another|last|polite|friendly|gentle)~reminder
(?:remind|reminded|chase|chased|chasing|nudge|nudged)~(?:you|them|about|for)
(?:asked|asking|ask)~(?:again|once~more|for~the~#~time|a~second~time|a~third~time|every~week|every~month)
without~(?:your|the~promised|those|them|that~person|somebody)
we~(?:count|counted|rely|relied|depend|depended|planned|plan|budgeted|built~the~plan)~(?:on|with|around)
(?:goes~through|rests~on|hangs~on|depends~on)~(?:#|a~single|half)
(?:#|still|one|a~few|people|hands|badly|very)~short
where~(?:is|are|'s)~(?:the~)?(?:other|others|rest|remaining|second|third|missing|promised)
(?:we|i|us|they)~(?:all~)?(?:signed|agreed|shook~hands|settled|planned|budgeted|were~told|were~assured|were~counting|had~agreed
    |had~signed)~(?:for|on|to|with|upon)?~?(?:#|it|that|this|them)
(?:what|which|that)~(?:we|you|they|both~of~us|both~sides)~(?:had~|have~)?(?:signed|agreed|settled|promised|negotiated|shook~hands)
#~(?:\w{2,20}~){0,3}(?:were|was|are|is|had~been)~(?:agreed|promised|planned|foreseen|announced|budgeted|signed~for|written|in~the)
#~(?:agreed|promised|planned|foreseen|announced|budgeted)
(?:is|are|was|were)~all~(?:there|we|that|you|i)
once~(?:more|again)~(?:the|about|on|for|our|your)
(?:we|i)~(?:announced|advertised|planned|counted|reckoned|calculated)~(?:with~|on~|for~)?#
(?:what|which)~(?:\w{2,20}~){1,3}(?:was|were|had~been|have~been)~(?:told|promised|assured|offered|given)
(?:on~paper|by~contract|contractually|according~to~the~(?:plan|contract|agreement|charter|annex|schedule))
(?:the|our|your|those|that)~(?:missing|promised|outstanding|remaining|overdue|absent|agreed)
without~(?:your|the~promised|the~other|the~others|the~second|the~third|the~missing|the~rest|those|them|that~person|somebody|a~single)
(?:can't|cannot|could~not|couldn't|won't|hard~to|impossible~to|not~able~to)~(?:start|begin|go~on|continue|finish|plan|proceed|carry~on
    |keep~up|move)~(?:\w{1,20}~){0,4}without
(?:we|i)~(?:go|went|sail|work|worked|start|started|run|ran)~without
still~(?:nothing|none|nobody|not~a~single|no~one|hoping|waiting|looking~for~(?:your|the)|missing|one|two|only|just|short|without
    |outstanding|unpaid|owed)
(?:hoping|hope|asking|asked|ask|waiting|looking|pressing|pushing)~(?:again~)?(?:for|about|after)~(?:our|your|the)~(?:remaining|missing
    |other|rest|second|promised)
(?:have|has|had|must|i|we)~(?:to~)?(?:ask|asked|raise|raised|mention|mentioned|bring~up|come~back~to|remind|repeat|press
    |insist)~(?:\w{1,20}~){0,6}(?:again|once~more|another~time)
(?:second|third|fourth|fifth|sixth|umpteenth)~(?:time|mail|letter|request)
(?:second|third|fourth|fifth|sixth|umpteenth)~(?:month|week|meeting|quarter|year)~(?:without|running|in~a~row|now)
(?:month|week|day|meeting|quarter)~#~without
(?:run|runs|running|ran|work|working|worked|make~do|making~do|made~do|get~by|getting~by|got~by|live|cope|manage|managed|managing
    |left)~with~(?:just~|only~|barely~)?(?:#|half|a~third|a~quarter|a~fraction|fewer|less)
(?:fewer|less|smaller|shorter|later)~than~(?:\w{1,20}~){0,3}(?:agreed|promised|planned|signed|foreseen|said|written|charter|contract|needed|due)
(?:#|half|a~third|a~quarter|a~fraction|part)~of~what~(?:we|you|they|was|were|is|the)
(?:stood|standing|stand|sit|sits|sitting|sat)~(?:around|idle|empty)
(?:is|are|was|were|lies|lie)~idle
(?:for~nothing|in~vain)
(?:is|are|was|were)~going~to~(?:do|give|provide|bring|send|be|handle|cover|pay)
(?:they|you|\w{2,20})~(?:never|still~have~not|still~haven't)~(?:came|sent|gave|showed|paid|named|delivered|come|given|shown)
(?:how~are~we~doing|where~(?:are~we|do~we~stand|does~it~stand)|what~(?:about|is~happening~with|has~become~of|became~of|happened~to))~(?:on
    |with|the|our|your|those)
(?:is|are)~there~(?:a|any)~(?:date|day|news|sign|word|plan|progress|name)~(?:for|of|on|from|about|when)
(?:i|we)~only~(?:ever~)?(?:meet|see|saw|know|have|had|get|got|count|counted|received|met)
(?:nobody|no~one|none)~(?:from|of~(?:yours|theirs|the~promised))
(?:i|we)~count(?:ed)?~(?:only~|just~)?#
#~(?:\w{2,20}~)?(?:are|is)~(?:standing|here|present|there|running|working|installed|in)(?:,|~and)~#~(?:are|is)~not
#~(?:\w{2,20}~){0,3},?~not~#
"""
"""The view of those who should have got it: not heard, not seen, waited for, recalled from the plan."""

OWED = r"""
(?:we|i)~(?:still~)?(?:can't|cannot|can~not|could~not|couldn't|won't|will~not|may~not|shall~not|am~not~able~to|are~not~able~to|am~unable~to
    |are~unable~to)~(?:yet~|now~|currently~|even~)?(?:promise|give|spare|free|release|offer|send|provide|supply|deliver|guarantee|find|get
    |pay|fund|afford|staff|name|fill|hire|lend|commit|take~anybody|take~anyone|say~when|say~who|add|do~more|manage|put|assign|second
    |make~it|part~with|ship|let)
(?:we|i)(?:'ve| have)?~(?:got~)?no~(?:budget|money|funds|funding|capacity|people|person|staff|headcount|hands|slack|reserve|spare|slot
    |approval|replacement|candidate|date|stock|position|room)
(?:we|i)(?:'ve| have)?~(?:got~)?nobody
(?:there~is|there's|there~are|there~will~be|there'll~be)~(?:still~|currently~|simply~)?(?:no|nobody|none)~?(?:budget|money|funds|funding
    |capacity|people|staff|headcount|candidate|candidates|replacement|news|slot|slots|stock|approval|room|to~spare|free|available|left|more)
no~(?:news|candidate|candidates|appointment|appointments|replacement|decision|approval|budget|headcount|capacity|successor|hire|funds
    |new~hires|new~posts)
(?:is|are|was|were|been|be|stays|stay|remains|remain|put|all|get)~(?:still~|now~|all~)?(?:on~hold|frozen|on~ice|put~off|put~back
    |pushed~back|pushed~out|postponed|deferred|suspended|stopped|blocked|cancelled|canceled|cut|reduced|halved|delayed|scrapped|paused|shelved)
(?:hiring|recruitment|recruiting|budget|spending|headcount|travel|investment|staffing|procurement)~(?:stop|freeze|ban|pause|halt|cut
    |moratorium|lock)
(?:hiring|recruitment|the~post|the~position)~(?:is|has~been|was)~(?:frozen|stopped|paused|on~hold|closed|refused|cancelled)
(?:not|nothing|nobody|none|no~\w{1,20}|never)~(?:will~be~made~|comes~|come~)?(?:before|until|till|earlier~than|sooner~than)
(?:not|no~\w{1,20}|nothing|nobody|anybody|anyone|anything)~(?:\w{1,20}~){1,6}(?:before|until|till)~(?:the~|next~|after~|at~least~|mid-?~?
    |late~|early~|end~of~|new~)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|fall|winter|easter|christmas|new
    |next|budget|quarter|half|year|board|season|holiday)
(?:no|a~no)~until
at~the~earliest|earliest~(?:in|by|is|from|next|after)
(?:until|in|from|after|with|for|before|by|into)~(?:the~)?(?:next|new|coming|following)~(?:quarter|half-?~?year|year|budget|financial~year
    |fiscal~year|season|month|round|intake|semester|term)
(?:next|following)~(?:quarter|half-?~?year|budget|fiscal~year|financial~year|season|semester)
(?:has|have|had)~(?:been~)?(?:withdrawn|resigned|left~us|left~the~company|quit|declined|turned~us~down|said~no|refused|gone~to~another)
(?:candidate|applicant|supplier|agency|contractor)~(?:has~|have~|had~)?(?:withdrew|withdrawn|declined|resigned|cancelled|refused)
(?:is|are|was|were|been|'s|'re|be|am)~(?:still~|now~|currently~|all~|fully~)?(?:assigned~to|moved~to|lent~to|on~another|on~the~other
    |on~other|needed~(?:on|for|in|at|elsewhere|by)|tied~up|busy~with|booked~(?:by|for|until|out|on)|pulled~(?:off|onto|into|away)
    |taken~(?:off|away)|reassigned|redeployed|seconded~to|away~(?:on|until)|on~leave|on~sick|off~sick|ill|unavailable|elsewhere
    |with~another|working~(?:on|for)~(?:another|the~other|other))
(?:has|have|had|was|were)~(?:been~)?(?:asked~for|claimed|borrowed|taken|needed|requested|reserved)~by
(?:decided|ordered|imposed)~(?:above|over~my~head|upstairs|higher~up|by~(?:the~)?(?:management|board|headquarters|head~office))
(?:i|we)(?:'m| am|'re| are)?~on~the~\w{2,20}
(?:not|nor|\w{2,6}n't)~(?:yet~|been~|currently~){0,3}(?:filled|found|hired|appointed|recruited|staffed|advertised|approved|signed~off
    |funded|released~(?:him|her|them|anybody)|freed|nominated|ordered)
(?:still|are|is)~(?:looking~for|searching|recruiting|interviewing|in~approval|vacant|unfilled|open~at|being~advertised|advertised)
(?:still|remains?|stays?|is|are)~(?:vacant|unfilled|unstaffed|unfunded)
(?:answer|reply|decision|word|message)~(?:is|was|remains|stays)~(?:still~|a~)?no
(?:must|have~to|has~to|had~to|need~to)~(?:again~)?(?:disappoint|ask~for~(?:your~)?patience|apologise|apologize|let~you~down|ask~you~to~wait)
(?:i|we)(?:'m| am|'re| are)?~(?:very~|so~|really~|truly~)?(?:sorry|afraid|apologise|apologize|regret)
more~(?:i|we)~(?:will|can|do|shall|am|are)~not
(?:the~best|all|all~that|the~most|as~much~as)~(?:i|we)~can~(?:do|give|offer|spare|get|free|promise)
(?:i|we)~(?:can|could|may)~(?:only|just|at~most|perhaps~only|not~even)
(?:i|we)~(?:can|could|will)~(?:give|spare|offer|free|lend|release|send)~(?:you~)?(?:only|just|at~most|at~best|one|half|a~day)
(?:we|i)~(?:still~)?owe~(?:you|them)
(?:we|i)(?:'re| are| am|'m)~(?:\w{1,20}~)?(?:behind|late~with|overdue)
(?:we|i)~(?:have~not|haven't|did~not|didn't|could~not|couldn't)~(?:yet~)?(?:sent|send|delivered|deliver|named|name|found|find|managed
    |manage|started|start|provided|provide|hired|hire|filled|fill|freed|released|organised|ordered|paid|pay|booked)
(?:will|would|may|might|is~going~to|going~to)~(?:still~)?(?:take|need)~(?:another|some|a~few|a~while|longer|more~time|until|weeks|months)
(?:human~resources|personnel|hr|purchasing|procurement|finance|controlling|the~board|management|head~office|headquarters|my~(?:boss|manager
    |director|management)|our~(?:board|management|director|head~office))~(?:\w{1,20}~){0,3}(?:not|no|\w{2,6}n't|stopped|froze|frozen|hold
    |refuse|refused|decided|said~no|cut|against|blocked|blocks|wants|have|want)
(?:i|we)~(?:have~)?asked~(?:human~resources|hr|personnel|upstairs|the~board|management|finance|purchasing|head~office|headquarters|for~it
    |for~them|again)
(?:will~not|won't|not~going~to)~(?:pay|fund|come|arrive|be~(?:there|ready|filled|approved|available|replaced|possible|delivered|here))
(?:slipped|slips|slipping|pushed|moved|shifted)~(?:to|into|by|back|again|until)
(?:out~of~(?:stock|budget|capacity|money)|over~budget|stuck~(?:in|at|with)~(?:customs|approval|legal|procurement|transit|the~port))
(?:i~know~what~it~says|not~our~fault|our~fault|my~fault|that~is~on~us|that's~on~us|our~promise|our~debt)
(?:other|another|more~urgent|higher)~(?:priorities|priority|project|projects|customer|client|job|contract|launch|production|commitments)
(?:i|we)(?:'ve| have|'d| had)?~(?:had|have|got|been~asked|been~told)~to~(?:take|give|move|lend|pull|send|put|shift|lay~off|let|stop|hand
    |use|keep|cut|cancel|reassign)
(?:they|he|she|people|both|most|some|all|that~one|the~other|the~others|the~other~#)~(?:is|are|was|were|had~to~go|went|has~gone|have~gone
    |has~been~moved|have~been~moved|got~moved|been~lent|remains?|stays?)~(?:still~|now~|all~)?(?:to~(?:the|another)|at~(?:the|another)
    |on~(?:the|another)|with~(?:the|another)|busy|away|closed|full|sold|booked|ill|sick|elsewhere)
(?:can't|cannot|can~not|could~not|couldn't|won't|will~not|not~able~to)~(?:match|spare|change|be~changed|be~helped|squeeze|free|move~them
    |open|add|increase|raise|extend|buy|order|justify|promise|do~better|do~more|give|offer|staff|cover|release|send|ship)
(?:has|have|had|takes?|took|get|gets|given?|gives)~(?:the~)?(?:priority|precedence|right~of~way|first~claim)
(?:i|we)~(?:don't|do~not|have~not|haven't)~(?:have|got|see)~(?:any~|a~|the~|enough~|spare~|more~|another~){0,2}(?:spare|spares|people
    |person|staff|money|budget|funds|capacity|shifts|slots|slot|room|hands|stock|approval|signature|candidate|date|time)
(?:i|we)~have~(?:no~one|nobody|none|nothing)
(?:was|were|got|been|get)~(?:turned~down|refused|rejected|overruled|overbooked|outbid|told~to~wait|told~no|denied|declined|vetoed)
(?:he|she|they|it|director|board|boss|head|management|owner|supplier|bank|ministry|council)~(?:says?|said)~(?:wait|no|not|later|maybe|next)
(?:will|would|must)~(?:still~|have~to~)?(?:wait|stay|remain)
(?:it|that|this|they|which)~(?:will~have~to~|must~|has~to~|have~to~)?wait~(?:until|till|for|another|a)
(?:sits?|stuck|lies?|lying|hangs?|hanging|waiting|waits?|is|are)~(?:with|at|in|on)~(?:the~|our~|my~|their~)?(?:controller|controlling
    |lawyer|lawyers|legal|purchasing|procurement|customs|finance|accounting|board|ministry|supplier|supplier's|desk|auditor|auditors
    |committee|council|bank|queue|repair|workshop|yard|dock)
(?:before|until|till|after|pending|without)~(?:the~|an~|our~)?(?:audit|harvest|approval|signature|inventory|stocktaking|shutdown|launch
    |closing|merger|reorganisation|reorganization|restructuring|elections?|peak|season|summer|autumn|spring|winter|easter|christmas|budget
    |holidays?|vacation|strike|half-year|year-?~?end|turn~of~the~year)
(?:not~(?:this|before|until|in~this)|nothing~(?:this|before|until)|none~(?:this|before|until)|no~\w{2,20}~(?:this|before|until))~(?:week
    |month|quarter|year|season|spring|summer|autumn|winter|half|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|easter|christmas|the|next)
(?:drags?|dragged|dragging)~on
(?:takes?|taking|took|take)~(?:a~(?:bit|little|while)~)?longer
(?:delivery|supply|staffing|cash|budget|capacity|weather|engine|supplier)~(?:trouble|troubles|problem|problems|difficulties|delay|delays
    |shortage|bottleneck|crunch|gap)
(?:broke~down|broken~down|in~repair|under~repair|out~of~service|out~of~order)
(?:ashamed|embarrassed|embarrassing|unfortunately|regrettably|sadly)
i~(?:know|understand|see)~(?:your|that~(?:it~|this~)?(?:hurts|is~not|isn't)|it's~not|it~is~not|how~it|what~we~owe|what~we~promised)
(?:not~(?:in~my~hands|mine~to~decide|up~to~me)|out~of~my~hands|beyond~my~control|above~my~(?:head|pay))
(?:doing|do|did)~(?:what|all)~(?:i|we)~can
(?:best|most)~(?:i|we)~(?:can|could)
(?:i|we)~(?:can|could|will|'ll)~(?:only~)?(?:squeeze|scrape|stretch|manage)
(?:moved|shifted|slipped|postponed|pushed|delayed|rescheduled|put~off|put~back|deferred)~(?:it~|them~|that~|again~){0,2}(?:again|to|by
    |until|till|into)
(?:cancelled|canceled|cut|halved|stopped|froze|blocked|withdrew|reduced|scrapped|reassigned|borrowed)~(?:the|our|my|it|them|half|one|all|some)
(?:eats?|ate|swallows?|swallowed|absorbs?|ties~up|took|takes)~(?:all~)?(?:my|our|up)~?(?:people|crew|crews|time|capacity|staff|engineers|budget)?
(?:on|for|to|at|with)~(?:the|another|a)~(?:other|different|bigger|larger|urgent|internal)~(?:project|job|customer|client|site|contract
    |programme|program|show|title|order|series|line|campaign)
(?:maternity|parental|sick|annual|unpaid)~leave
(?:sold|booked|rented|leased|chartered|promised)~(?:out|already|to~(?:another|others|somebody|someone)|elsewhere)
(?:next~(?:week|month)|soon|shortly|any~day~now)~(?:for~sure|hopefully|perhaps|maybe|i~hope|we~hope)
"""
"""The view of those who should have given it: cannot, no budget, on hold, not before, needed elsewhere."""

EXTRA = r"""
(?:#|first|second|third|fourth|fifth|sixth|seventh|eighth|another)~of~(?:ours|us|our~own|our~people|my~people|our~team)
(?:our|my)~(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)~(?:person|man|woman|engineer|member|head|colleague|developer|technician
    |nurse|analyst|driver|pair~of~hands)
(?:from|on)~our~side~(?:\w{1,20}~){0,4}(?:takes|take|adds|add|fills|does|do|covers|joins|goes)
(?:takes?|took|taking|taken)~over~(?:the|for|from|that|this|it|part|half|your|their)
(?:we|i)(?:'ve| have|'ll| will|'re| are)?~(?:now~|also~|therefore~|meanwhile~|had~to~|have~to~)?(?:taken|added|add|put|hired|hire|moved
    |move|brought|bring~in|pulled|pull|borrowed|borrow|lent|rented|rent|bought|hiring|adding|putting|paying|pay)~(?:in~|on~|for~|out~)?(?:a
    |an|another|one~more|#~more|#|our~own|somebody|someone|extra|additional|people|\w{2,20}'s)
(?:do|does|did|done|doing|write|writes|wrote|writing|run|runs|ran|running|cover|covers|covering|build|make|handle|carry|carries|pay|pays
    |fill|fills)~(?:it~|that~|this~|half~of~|half~|part~of~|most~of~|all~of~|all~|some~of~|parts~of~|the~\w{1,20}~)?(?:(?:of~)?(?:your
    |their|its|his|her)~(?:side|part|half|share|work|job|end|bit|piece)|ourselves|myself|on~our~own|out~of~our~(?:own~)?pocket
    |at~our~(?:own~)?(?:cost|expense))
(?:your|their)~half~of
parts~that~are~(?:\w{1,20}'s|yours|theirs)
(?:ourselves|myself|on~our~own)~(?:then|for~now|meanwhile|again|instead|until)
(?:fill|fills|filled|filling|step|steps|stepped|stepping|stand|stands|stood|jump|jumps|jumped)~in~(?:for|until|here|again|the~gap|with)
(?:cover|covers|covered|covering)~for
(?:in~the~meantime|meanwhile|for~now|until~then|so~far|as~a~stopgap|as~a~stop-gap)~(?:\w{1,20}~){0,4}(?:ours|our|us|ourselves|we|i)
(?:bridge|bridged|bridging|make~up~for|made~up~for|making~up~for|compensate|compensated|compensating|absorb|absorbed|stopgap)
(?:at|on|out~of)~our~(?:own~)?(?:cost|expense|bill|account|pocket|budget)
(?:never|not)~(?:sent|send|wrote|charged|billed)~(?:a~|an~|you~|us~|for~){0,3}(?:bill|invoice|it|this|anything)?
on~top~of~(?:our|the|what)
more~than~(?:our~share|we~promised|we~agreed|the~(?:charter|contract|agreement|plan)~(?:says|asks|has|wants|foresees))
(?:that's|that~is|makes|make|we're|we~are|is|are)~(?:now~)?(?:#~)?(?:people~)?(?:of~us|of~ours)~(?:on|for|in|now|instead)
(?:we|i)(?:'ve| have|'re| are)?~(?:now~|therefore~|already~|since~)?(?:pay|paid|paying|borrowed|borrow|rented|rent|hired|bought|buy|prepay
    |prepaid|advanced|lent)~(?:for~)?(?:a|an|#|two|the|from|it|them|another|samples?|somebody|someone|extra|people)
(?:our|my)~own~(?:people|staff|money|reserves?|pocket|budget|crew|crews|interns|students|engineers|time|stock|material|boat|van|equipment
    |account)
(?:my|our)~(?:interns?|students?|trainees?|apprentices?|people|colleagues?|team|crew|night~shift|staff
    |volunteers?)~(?:\w{1,20}~){0,2}(?:now~)?(?:sits?|works?|does|do|takes?|fills?|runs?|covers?|stays?|comes?|has
    |have)~(?:\w{1,20}~){0,5}(?:now|evenings?|weekends?|nights?|instead|too|extra|overtime|over~it)
(?:make|makes|made|making)~up~(?:for|the)
(?:to~)?(?:plug|close|fill|stop|bridge|cover)~(?:the|that|this|your|a)~(?:gap|hole)
(?:that|this|it|which)~(?:is|was)~(?:really~|actually~)?(?:work~(?:which|that|for)|(?:your|their|his|her)~(?:job|work|task|part)|(?:yours
    |theirs)~to)
(?:pay|paying|paid|carry|carrying|carried|do|doing)~both~(?:halves|sides|parts|shares)
(?:freelance|freelancer|agency|temp|temps|contractor|external|externals)~(?:\w{1,20}~){0,4}(?:our|us|we)
(?:we|i)(?:'ve| have)?~(?:paid|pay|hired|took|booked)~(?:a~|an~|two~|the~)?(?:freelance|agency|temporary|external|outside)
"""
"""The view of those who step in for what is missing."""

LACKING = r"""
short~of
(?:has|have|had|is|are|was|were)~(?:still~)?(?:not|never)~(?:yet~)?(?:been~)?(?:sent|delivered|paid|named|installed|granted|provided|opened
    |released|given|handed|filled|started|arrived|come|turned~up|shown~up|showed~up|reached|appeared|received|supplied|assigned|appointed
    |nominated|complete|ready|there|here|available|in~place|staffed|made~available|transferred|shipped|set~up)
(?:hasn't|haven't|isn't|aren't|wasn't|weren't)~(?:yet~)?(?:been~)?(?:sent|delivered|paid|named|installed|granted|provided|opened|released
    |given|handed|filled|started|arrived|come|turned~up|shown~up|reached|appeared|received|supplied|assigned|appointed|nominated|complete
    |ready|there|here|available|in~place|staffed|made~available|transferred|shipped|set~up)
(?:nothing|none|nobody|no~one)~(?:yet|so~far|new|came|comes|has~come|arrived|has~arrived|until~now)
(?:not|no~\w{2,20})~yet
(?:is|are|was|were|stay|stays|remain|remains)~(?:still~)?(?:missing|lacking|absent|outstanding|overdue|vacant|unfilled|unpaid|open
    |incomplete|late|delayed|postponed|suspended|on~hold|frozen|blocked|cancelled|idle|short)
(?:postponed|delayed|deferred|suspended)
(?:less|fewer|shorter)~than
(?:shortfall|shortage|arrears|backlog|deficit)
no~(?:more|further|additional|second|third|new|other)
(?:could~not|couldn't|cannot|can't|can~not)~(?:yet~)?be~\w{3,20}ed
"""
"""That it is not there, whoever says so."""

RELEASED = r"""
(?:would|will|does|do|should|could)~(?:quite~|also~)?(?:do|suffice|be~enough|be~plenty)~(?:for|as~well|too|until)
(?:is|are|was|were)~(?:quite~|more~than~|perfectly~)?(?:enough|sufficient|plenty)(?:~for~(?:us|me))?
(?:we|i)~(?:do~not|don't|no~longer|won't|will~not)~need~(?:the|a|them|it|any|your|both|all|more|that)
(?:we|i)~(?:only|just)~need
(?:change|amendment|amend|addendum|revision)~(?:of|to|the)~(?:clause|section|article|charter|contract|agreement|#)
(?:both|the~two)~(?:sponsors|parties|sides)~(?:have~)?(?:signed|agreed~to)~(?:it|the~change|this|that)
(?:no~longer|not~any~more)~(?:needed|required|necessary)
with~(?:your|our)~(?:blessing|consent|agreement)
"""
"""Who should have got it does without it, or both have changed what was agreed."""

THERE = r"""
(?:is|are|'s|'re)~(?:all~|both~|now~|finally~|fully~|at~last~|already~){0,3}(?:there~now|here~now|in~place|on~board|on~site~(?:now|since
    |from)|on~the~(?:team|ground)~(?:now|since)|up~to~strength|fully~staffed|complete~now|at~work~since|all~here)
(?:has|have)~(?:now~|finally~|all~|both~|at~last~|just~|already~){0,3}(?:arrived|joined|started|been~(?:filled|delivered|appointed|hired
    |found|paid|installed|received|handed~over|settled|fixed)|come~in|turned~up|landed|begun|reached~us|moved~in)
(?:he|she|they|both|all|the~\w{1,20}|the~\w{1,20}~\w{1,20}|new~\w{1,20})~(?:both~|all~)?(?:started|starts|start|begins|begin|began|joined
    |joins|join|arrived|arrive|arrives|came|is~here|are~here)~(?:on|with~us|last|this|next|yesterday|today|tomorrow|monday|tuesday
    |wednesday|thursday|friday|in|at|as|from|work|full)
(?:post|position|vacancy|gap|seat|role)~(?:is|has~been|was)~(?:now~|finally~|at~last~)?(?:filled|taken|closed|staffed)
(?:we|i)(?:'ve| have)?~(?:now~|finally~|just~|all~|at~last~){0,3}(?:received|got|have)~(?:all|both|everything|the~(?:last|full|complete
    |whole|promised|missing|second|third|rest)|them~all|it~all|what~(?:we|was))
as~(?:promised|agreed|planned)
(?:at~full|full)~(?:strength|staff|crew|complement)
all~(?:#~)?(?:of~them~)?(?:are|have)~(?:now~)?(?:here|there|arrived|in|delivered)
(?:signed|appointed|hired|found|recruited)~(?:the|a|our|somebody|someone|both|her|him|them|#)
(?:since|from|as~of)~(?:today|yesterday|monday|this~morning|this~week|last~week)~(?:\w{1,20}~){0,4}(?:full~time|complete|both|all|in~place)
"""
"""What was promised is there, or comes on a day that is named."""

NUMBER = r"(?:no|none|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
