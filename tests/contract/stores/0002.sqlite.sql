BEGIN TRANSACTION;
CREATE TABLE alert_events (
	programme TEXT NOT NULL, 
	alert TEXT NOT NULL, 
	place BIGINT NOT NULL, 
	action TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (programme, alert, place), 
	FOREIGN KEY(programme, alert) REFERENCES alerts (programme, id) ON DELETE CASCADE
);
INSERT INTO "alert_events" VALUES('horizon','DW-BMFWQ0REZDJK',0,'raised','{"alert_id":"DW-BMFWQ0REZDJK","action":"raised","actor":"driftwatch","reason":"","at":"2026-04-06T05:30:00+00:00","status":"open","until":null}');
INSERT INTO "alert_events" VALUES('horizon','DW-D81S5S2D48M5',0,'raised','{"alert_id":"DW-D81S5S2D48M5","action":"raised","actor":"driftwatch","reason":"","at":"2026-04-06T05:30:00+00:00","status":"open","until":null}');
INSERT INTO "alert_events" VALUES('horizon','DW-SWSJKSN1GK8F',0,'raised','{"alert_id":"DW-SWSJKSN1GK8F","action":"raised","actor":"driftwatch","reason":"","at":"2026-04-06T05:30:00+00:00","status":"open","until":null}');
INSERT INTO "alert_events" VALUES('horizon','DW-D81S5S2D48M5',1,'ack','{"alert_id":"DW-D81S5S2D48M5","action":"ack","actor":"maya","reason":"","at":"2026-04-07T05:30:00+00:00","status":"acknowledged","until":null}');
INSERT INTO "alert_events" VALUES('horizon','DW-D81S5S2D48M5',2,'agree','{"alert_id":"DW-D81S5S2D48M5","action":"agree","actor":"maya","reason":"both mean the signed form; noted on 8 April","at":"2026-04-08T05:30:00+00:00","status":"agreed","until":null}');
INSERT INTO "alert_events" VALUES('horizon','DW-BMFWQ0REZDJK',1,'snooze','{"alert_id":"DW-BMFWQ0REZDJK","action":"snooze","actor":"maya","reason":"after the summit","at":"2026-04-07T05:30:00+00:00","status":"snoozed","until":"2026-05-04"}');
INSERT INTO "alert_events" VALUES('horizon','DW-SWSJKSN1GK8F',1,'dispute','{"alert_id":"DW-SWSJKSN1GK8F","action":"dispute","actor":"maya","reason":"we say “stable” about the field test only","at":"2026-04-07T05:30:00+00:00","status":"disputed","until":null}');
INSERT INTO "alert_events" VALUES('horizon','DW-SWSJKSN1GK8F',2,'reopen','{"alert_id":"DW-SWSJKSN1GK8F","action":"reopen","actor":"maya","reason":"","at":"2026-04-14T05:30:00+00:00","status":"open","until":null}');
INSERT INTO "alert_events" VALUES('horizon','DW-SWSJKSN1GK8F',3,'resolve','{"alert_id":"DW-SWSJKSN1GK8F","action":"resolve","actor":"maya","reason":"settled in the call of 15 April","at":"2026-04-15T05:30:00+00:00","status":"resolved","until":null}');
INSERT INTO "alert_events" VALUES('horizon','DW-SWSJKSN1GK8F',4,'absent','{"alert_id":"DW-SWSJKSN1GK8F","action":"absent","actor":"driftwatch","reason":"","at":"2026-04-20T05:30:00+00:00","status":"resolved","until":null}');
INSERT INTO "alert_events" VALUES('lantern-bridge','DW-DKFW3APX8WZ6',0,'raised','{"alert_id":"DW-DKFW3APX8WZ6","action":"raised","actor":"driftwatch","reason":"","at":"2026-04-06T05:30:00+00:00","status":"open","until":null}');
INSERT INTO "alert_events" VALUES('lantern-bridge','DW-J54J9BNFXW48',0,'raised','{"alert_id":"DW-J54J9BNFXW48","action":"raised","actor":"driftwatch","reason":"","at":"2026-04-06T05:30:00+00:00","status":"open","until":null}');
INSERT INTO "alert_events" VALUES('lantern-bridge','DW-TAJJETE9HGVN',0,'raised','{"alert_id":"DW-TAJJETE9HGVN","action":"raised","actor":"driftwatch","reason":"","at":"2026-04-06T05:30:00+00:00","status":"open","until":null}');
INSERT INTO "alert_events" VALUES('lantern-bridge','DW-J54J9BNFXW48',1,'ack','{"alert_id":"DW-J54J9BNFXW48","action":"ack","actor":"maya","reason":"","at":"2026-04-07T05:30:00+00:00","status":"acknowledged","until":null}');
INSERT INTO "alert_events" VALUES('lantern-bridge','DW-J54J9BNFXW48',2,'agree','{"alert_id":"DW-J54J9BNFXW48","action":"agree","actor":"maya","reason":"both mean the signed form; noted on 8 April","at":"2026-04-08T05:30:00+00:00","status":"agreed","until":null}');
INSERT INTO "alert_events" VALUES('lantern-bridge','DW-DKFW3APX8WZ6',1,'snooze','{"alert_id":"DW-DKFW3APX8WZ6","action":"snooze","actor":"maya","reason":"after the summit","at":"2026-04-07T05:30:00+00:00","status":"snoozed","until":"2026-05-04"}');
INSERT INTO "alert_events" VALUES('lantern-bridge','DW-TAJJETE9HGVN',1,'dispute','{"alert_id":"DW-TAJJETE9HGVN","action":"dispute","actor":"maya","reason":"we say “stable” about the field test only","at":"2026-04-07T05:30:00+00:00","status":"disputed","until":null}');
INSERT INTO "alert_events" VALUES('lantern-bridge','DW-TAJJETE9HGVN',2,'reopen','{"alert_id":"DW-TAJJETE9HGVN","action":"reopen","actor":"maya","reason":"","at":"2026-04-14T05:30:00+00:00","status":"open","until":null}');
INSERT INTO "alert_events" VALUES('lantern-bridge','DW-TAJJETE9HGVN',3,'resolve','{"alert_id":"DW-TAJJETE9HGVN","action":"resolve","actor":"maya","reason":"settled in the call of 15 April","at":"2026-04-15T05:30:00+00:00","status":"resolved","until":null}');
INSERT INTO "alert_events" VALUES('lantern-bridge','DW-TAJJETE9HGVN',4,'absent','{"alert_id":"DW-TAJJETE9HGVN","action":"absent","actor":"driftwatch","reason":"","at":"2026-04-20T05:30:00+00:00","status":"resolved","until":null}');
CREATE TABLE alert_links (
	programme TEXT NOT NULL, 
	first TEXT NOT NULL, 
	second TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (programme, first, second), 
	FOREIGN KEY(programme) REFERENCES programmes ("key") ON DELETE CASCADE
);
CREATE TABLE alerts (
	programme TEXT NOT NULL, 
	id TEXT NOT NULL, 
	raised BOOLEAN NOT NULL, 
	status TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	severity BIGINT NOT NULL, 
	confidence DOUBLE NOT NULL, 
	last_seen TEXT, 
	partners TEXT NOT NULL, 
	body TEXT NOT NULL, lead TEXT, updated BIGINT DEFAULT '0' NOT NULL, version BIGINT DEFAULT '0' NOT NULL, memory TEXT DEFAULT '' NOT NULL, audience TEXT, listed BOOLEAN DEFAULT 1 NOT NULL, baseline TEXT DEFAULT 'new' NOT NULL, substatus TEXT DEFAULT 'new' NOT NULL, standing BIGINT NOT NULL GENERATED ALWAYS AS (CASE WHEN listed AND raised THEN 0 WHEN listed THEN 1 ELSE 2 END), rank BIGINT NOT NULL GENERATED ALWAYS AS ((2 - severity) * 2000000000 + CAST(round((1.0 - confidence) * 1000000000) AS BIGINT)), seen TEXT NOT NULL GENERATED ALWAYS AS (coalesce(last_seen, '')), 
	PRIMARY KEY (programme, id), 
	FOREIGN KEY(programme) REFERENCES programmes ("key") ON DELETE CASCADE
);
INSERT INTO "alerts" VALUES('horizon','DW-BMFWQ0REZDJK',1,'snoozed','done_criteria',0,0.86,NULL,',alder,birch,','{"id":"DW-BMFWQ0REZDJK","kind":"done_criteria","subject":"accepted","title":"“accepted” stands for different things on the two sides.","partners":["alder","birch"],"severity":"low","confidence":0.86,"p_value":0.0004,"q_value":null,"status":"open","first_seen":null,"last_seen":null,"sides":[{"partner":"alder","summary":"alder: so","statements":41},{"partner":"birch","summary":"birch: so","statements":41}],"evidence":[{"statement_id":"s00","partner":"alder","quote":"By \"ready\" we mean 100% of the forms are signed.","source":"minutes/2026-03-31.md","locator":"line 1","said_at":null,"label":["definition","done"]},{"statement_id":"s01","partner":"birch","quote":"READY: the field_test has run for two weeks.","source":"minutes/2026-03-31.md","locator":"line 2","said_at":"2026-04-01T23:30:00.000125-05:30","label":["done"]}],"against":["s02"],"questions":["Which of these must hold on 28 April?"],"effect":null,"common_ground":["both name the forms"],"clears_when":"both sides use one definition","merged":[],"baseline_state":"new","substatus":"new","windows":{"count":0,"pooled":true},"lead":null,"reserved":[]}',NULL,1775539800000000,2,'{"marks":[{"window":"undated","standing":{"severity":"low","basis":"b0fd316f3caa","settled":false,"measure":"","value":null,"interval":null}}],"since":"undated","cleared":null,"returned":null,"kept":null,"agreed":null,"agreed_in":null,"over":false,"alone":null}',NULL,1,'new','new');
INSERT INTO "alerts" VALUES('horizon','DW-D81S5S2D48M5',1,'agreed','term_meaning',0,0.7,'2026-03-31',',alder,birch,','{"id":"DW-D81S5S2D48M5","kind":"term_meaning","subject":"ready","title":"“ready” stands for different things on the two sides.","partners":["alder","birch"],"severity":"low","confidence":0.7,"p_value":0.0004,"q_value":null,"status":"open","first_seen":"2026-02-17","last_seen":"2026-03-31","sides":[{"partner":"alder","summary":"alder: so","statements":41},{"partner":"birch","summary":"birch: so","statements":41}],"evidence":[{"statement_id":"s00","partner":"alder","quote":"By \"ready\" we mean 100% of the forms are signed.","source":"minutes/2026-03-31.md","locator":"line 1","said_at":null,"label":["definition","done"]},{"statement_id":"s01","partner":"birch","quote":"READY: the field_test has run for two weeks.","source":"minutes/2026-03-31.md","locator":"line 2","said_at":"2026-04-01T23:30:00.000125-05:30","label":["done"]}],"against":["s02"],"questions":["Which of these must hold on 28 April?"],"effect":{"measure":"cosine distance","value":0.412,"interval":[0.3,0.5],"within":0.1},"common_ground":["both name the forms"],"clears_when":"both sides use one definition","merged":[],"baseline_state":"new","substatus":"new","windows":{"count":0,"pooled":true},"lead":null,"reserved":[]}',NULL,1775626200000000,3,'{"marks":[{"window":"undated","standing":{"severity":"low","basis":"b0fd316f3caa","settled":false,"measure":"cosine distance","value":0.412,"interval":[0.3,0.5]}}],"since":"undated","cleared":null,"returned":null,"kept":null,"agreed":{"severity":"low","basis":"b0fd316f3caa","settled":false,"measure":"cosine distance","value":0.412,"interval":[0.3,0.5]},"agreed_in":"undated","over":false,"alone":null}',NULL,1,'new','new');
INSERT INTO "alerts" VALUES('horizon','DW-SWSJKSN1GK8F',0,'resolved','term_meaning',2,0.86,'2026-03-31',',alder,birch,','{"id":"DW-SWSJKSN1GK8F","kind":"term_meaning","subject":"stable","title":"“stable” stands for different things on the two sides.","partners":["alder","birch"],"severity":"high","confidence":0.86,"p_value":0.0004,"q_value":null,"status":"open","first_seen":"2026-02-17","last_seen":"2026-03-31","sides":[{"partner":"alder","summary":"alder: so","statements":41},{"partner":"birch","summary":"birch: so","statements":41}],"evidence":[{"statement_id":"s00","partner":"alder","quote":"By \"ready\" we mean 100% of the forms are signed.","source":"minutes/2026-03-31.md","locator":"line 1","said_at":null,"label":["definition","done"]},{"statement_id":"s01","partner":"birch","quote":"READY: the field_test has run for two weeks.","source":"minutes/2026-03-31.md","locator":"line 2","said_at":"2026-04-01T23:30:00.000125-05:30","label":["done"]}],"against":["s02"],"questions":["Which of these must hold on 28 April?"],"effect":null,"common_ground":["both name the forms"],"clears_when":"both sides use one definition","merged":[],"baseline_state":"absent","substatus":"narrowing","windows":{"count":0,"pooled":true},"lead":null,"reserved":[]}',NULL,1776663000000000,5,'{"marks":[{"window":"undated","standing":null}],"since":"undated","cleared":null,"returned":null,"kept":null,"agreed":null,"agreed_in":null,"over":false,"alone":null}',NULL,1,'absent','narrowing');
INSERT INTO "alerts" VALUES('lantern-bridge','DW-DKFW3APX8WZ6',1,'snoozed','done_criteria',0,0.86,NULL,',alder,birch,','{"id":"DW-DKFW3APX8WZ6","kind":"done_criteria","subject":"accepted","title":"“accepted” stands for different things on the two sides.","partners":["alder","birch"],"severity":"low","confidence":0.86,"p_value":0.0004,"q_value":null,"status":"open","first_seen":null,"last_seen":null,"sides":[{"partner":"alder","summary":"alder: so","statements":41},{"partner":"birch","summary":"birch: so","statements":41}],"evidence":[{"statement_id":"s00","partner":"alder","quote":"By \"ready\" we mean 100% of the forms are signed.","source":"minutes/2026-03-31.md","locator":"line 1","said_at":null,"label":["definition","done"]},{"statement_id":"s01","partner":"birch","quote":"READY: the field_test has run for two weeks.","source":"minutes/2026-03-31.md","locator":"line 2","said_at":"2026-04-01T23:30:00.000125-05:30","label":["done"]}],"against":["s02"],"questions":["Which of these must hold on 28 April?"],"effect":null,"common_ground":["both name the forms"],"clears_when":"both sides use one definition","merged":[],"baseline_state":"new","substatus":"new","windows":{"count":0,"pooled":true},"lead":null,"reserved":[]}',NULL,1775539800000000,2,'{"marks":[{"window":"undated","standing":{"severity":"low","basis":"b0fd316f3caa","settled":false,"measure":"","value":null,"interval":null}}],"since":"undated","cleared":null,"returned":null,"kept":null,"agreed":null,"agreed_in":null,"over":false,"alone":null}',NULL,1,'new','new');
INSERT INTO "alerts" VALUES('lantern-bridge','DW-J54J9BNFXW48',1,'agreed','term_meaning',0,0.7,'2026-03-31',',alder,birch,','{"id":"DW-J54J9BNFXW48","kind":"term_meaning","subject":"ready","title":"“ready” stands for different things on the two sides.","partners":["alder","birch"],"severity":"low","confidence":0.7,"p_value":0.0004,"q_value":null,"status":"open","first_seen":"2026-02-17","last_seen":"2026-03-31","sides":[{"partner":"alder","summary":"alder: so","statements":41},{"partner":"birch","summary":"birch: so","statements":41}],"evidence":[{"statement_id":"s00","partner":"alder","quote":"By \"ready\" we mean 100% of the forms are signed.","source":"minutes/2026-03-31.md","locator":"line 1","said_at":null,"label":["definition","done"]},{"statement_id":"s01","partner":"birch","quote":"READY: the field_test has run for two weeks.","source":"minutes/2026-03-31.md","locator":"line 2","said_at":"2026-04-01T23:30:00.000125-05:30","label":["done"]}],"against":["s02"],"questions":["Which of these must hold on 28 April?"],"effect":{"measure":"cosine distance","value":0.412,"interval":[0.3,0.5],"within":0.1},"common_ground":["both name the forms"],"clears_when":"both sides use one definition","merged":[],"baseline_state":"new","substatus":"new","windows":{"count":0,"pooled":true},"lead":null,"reserved":[]}',NULL,1775626200000000,3,'{"marks":[{"window":"undated","standing":{"severity":"low","basis":"b0fd316f3caa","settled":false,"measure":"cosine distance","value":0.412,"interval":[0.3,0.5]}}],"since":"undated","cleared":null,"returned":null,"kept":null,"agreed":{"severity":"low","basis":"b0fd316f3caa","settled":false,"measure":"cosine distance","value":0.412,"interval":[0.3,0.5]},"agreed_in":"undated","over":false,"alone":null}',NULL,1,'new','new');
INSERT INTO "alerts" VALUES('lantern-bridge','DW-TAJJETE9HGVN',0,'resolved','term_meaning',2,0.86,'2026-03-31',',alder,birch,','{"id":"DW-TAJJETE9HGVN","kind":"term_meaning","subject":"stable","title":"“stable” stands for different things on the two sides.","partners":["alder","birch"],"severity":"high","confidence":0.86,"p_value":0.0004,"q_value":null,"status":"open","first_seen":"2026-02-17","last_seen":"2026-03-31","sides":[{"partner":"alder","summary":"alder: so","statements":41},{"partner":"birch","summary":"birch: so","statements":41}],"evidence":[{"statement_id":"s00","partner":"alder","quote":"By \"ready\" we mean 100% of the forms are signed.","source":"minutes/2026-03-31.md","locator":"line 1","said_at":null,"label":["definition","done"]},{"statement_id":"s01","partner":"birch","quote":"READY: the field_test has run for two weeks.","source":"minutes/2026-03-31.md","locator":"line 2","said_at":"2026-04-01T23:30:00.000125-05:30","label":["done"]}],"against":["s02"],"questions":["Which of these must hold on 28 April?"],"effect":null,"common_ground":["both name the forms"],"clears_when":"both sides use one definition","merged":[],"baseline_state":"absent","substatus":"narrowing","windows":{"count":0,"pooled":true},"lead":null,"reserved":[]}',NULL,1776663000000000,5,'{"marks":[{"window":"undated","standing":null}],"since":"undated","cleared":null,"returned":null,"kept":null,"agreed":null,"agreed_in":null,"over":false,"alone":null}',NULL,1,'absent','narrowing');
CREATE TABLE api_keys (
	prefix TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	body TEXT NOT NULL, 
	created BIGINT NOT NULL, last_used BIGINT, 
	PRIMARY KEY (prefix)
);
INSERT INTO "api_keys" VALUES('dw_live_k3v7q2ma','abababababababababababababababababababababababababababababababab','{"prefix":"dw_live_k3v7q2ma","name":"portal","scopes":["read:alerts","write:alerts"],"programmes":["horizon"],"created":"2026-04-07T05:30:00+00:00","revoked":null,"view":"joint","expires":null,"last_used":null}',1775539800000000,NULL);
INSERT INTO "api_keys" VALUES('dw_live_gone1234','cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd','{"prefix":"dw_live_gone1234","name":"old tool","scopes":["read:alerts"],"programmes":[],"created":"2026-04-07T05:30:00+00:00","revoked":"2026-04-11T05:30:00+00:00","view":"joint","expires":null,"last_used":null}',1775539800000000,NULL);
CREATE TABLE arrivals (
	programme TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	job TEXT NOT NULL, 
	source TEXT, 
	PRIMARY KEY (programme, digest), 
	FOREIGN KEY(programme) REFERENCES programmes ("key") ON DELETE CASCADE
);
CREATE TABLE audit (
	programme TEXT NOT NULL, 
	place BIGINT NOT NULL, 
	instant BIGINT NOT NULL, 
	action TEXT NOT NULL, 
	body TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	PRIMARY KEY (programme, place)
);
INSERT INTO "audit" VALUES('horizon',0,1775453400000000,'webhook.create','{"place":0,"at":"2026-04-06T05:30:00+00:00","actor":"maya","action":"webhook.create","object":"wh_1","reason":"","request_id":"r1","digest":""}','5f45225d12e3a7d2935c4458b12ab6fca7b3bb7f1457bbbf8695fdad4bb9a558');
INSERT INTO "audit" VALUES('horizon',1,1775453400000000,'schedule.set','{"place":1,"at":"2026-04-06T05:30:00+00:00","actor":"maya","action":"schedule.set","object":"schedule","reason":"","request_id":"r2","digest":""}','7665d215c4f14fea6385961b8520c4aa89b0bffedd34c8bd162c2a6eae98d5d9');
INSERT INTO "audit" VALUES('horizon',2,1775539800000000,'alert.ack','{"place":2,"at":"2026-04-07T05:30:00+00:00","actor":"maya","action":"alert.ack","object":"DW-D81S5S2D48M5","reason":"","request_id":"","digest":""}','d24e131de3aa6231cded68a91063f3e118be4f67c9fd95f8fa11df99e472db78');
INSERT INTO "audit" VALUES('horizon',3,1775626200000000,'alert.agree','{"place":3,"at":"2026-04-08T05:30:00+00:00","actor":"maya","action":"alert.agree","object":"DW-D81S5S2D48M5","reason":"both mean the signed form; noted on 8 April","request_id":"","digest":""}','8cc3c703b078ed77dec116f847a7c20c9b7bfcba5cdaa3373b18431c2f850d9f');
INSERT INTO "audit" VALUES('horizon',4,1775539800000000,'alert.snooze','{"place":4,"at":"2026-04-07T05:30:00+00:00","actor":"maya","action":"alert.snooze","object":"DW-BMFWQ0REZDJK","reason":"after the summit","request_id":"","digest":""}','cb59bb42fd0ea39c94caa9f339b4a74769eebd3b3daa91f66ba4ee25d3822a31');
INSERT INTO "audit" VALUES('horizon',5,1775539800000000,'alert.dispute','{"place":5,"at":"2026-04-07T05:30:00+00:00","actor":"maya","action":"alert.dispute","object":"DW-SWSJKSN1GK8F","reason":"we say “stable” about the field test only","request_id":"","digest":""}','5b5c45f3f34dad9c1aaf1937a49564c72b1012a6fb28167a7e57a9213659338d');
INSERT INTO "audit" VALUES('horizon',6,1776144600000000,'alert.reopen','{"place":6,"at":"2026-04-14T05:30:00+00:00","actor":"maya","action":"alert.reopen","object":"DW-SWSJKSN1GK8F","reason":"","request_id":"","digest":""}','a8056a89e15ee218b5fd7ccee66ee473ad5fc5eb0dbbd8f2a9fd05b26ccd0273');
INSERT INTO "audit" VALUES('horizon',7,1776231000000000,'alert.resolve','{"place":7,"at":"2026-04-15T05:30:00+00:00","actor":"maya","action":"alert.resolve","object":"DW-SWSJKSN1GK8F","reason":"settled in the call of 15 April","request_id":"","digest":""}','4db8debe1fd665192bb71d402e90333c0e532577a919ccfb423baa14a701bac7');
INSERT INTO "audit" VALUES('horizon',8,1776058200000000,'mail.pause','{"place":8,"at":"2026-04-13T05:30:00+00:00","actor":"jo","action":"mail.pause","object":"recipient-fe1edcb030883f3f","reason":"","request_id":"","digest":""}','cdab43cee498287438cecae6f69ebbb490b590de0d345b903ca0ad654433c4b2');
INSERT INTO "audit" VALUES('lantern-bridge',0,1775539800000000,'alert.ack','{"place":0,"at":"2026-04-07T05:30:00+00:00","actor":"maya","action":"alert.ack","object":"DW-J54J9BNFXW48","reason":"","request_id":"","digest":""}','12953308bd1c6f4c4ccde4d0563305e32357fbd63a56996378e257b022acaf2c');
INSERT INTO "audit" VALUES('lantern-bridge',1,1775626200000000,'alert.agree','{"place":1,"at":"2026-04-08T05:30:00+00:00","actor":"maya","action":"alert.agree","object":"DW-J54J9BNFXW48","reason":"both mean the signed form; noted on 8 April","request_id":"","digest":""}','0cbcc610986d360cf235cb7ee8655a8cea8499fab82e8b9820cb3a705e7628c2');
INSERT INTO "audit" VALUES('lantern-bridge',2,1775539800000000,'alert.snooze','{"place":2,"at":"2026-04-07T05:30:00+00:00","actor":"maya","action":"alert.snooze","object":"DW-DKFW3APX8WZ6","reason":"after the summit","request_id":"","digest":""}','a6a12a5b858998f13f6fcba2b8797060010e104c1272f30dcb9c8f2dec6ee1a0');
INSERT INTO "audit" VALUES('lantern-bridge',3,1775539800000000,'alert.dispute','{"place":3,"at":"2026-04-07T05:30:00+00:00","actor":"maya","action":"alert.dispute","object":"DW-TAJJETE9HGVN","reason":"we say “stable” about the field test only","request_id":"","digest":""}','8ef6490e74c9a61549378e3bedf0fc04a0c5d09e40d93020da763899bcdc1d5b');
INSERT INTO "audit" VALUES('lantern-bridge',4,1776144600000000,'alert.reopen','{"place":4,"at":"2026-04-14T05:30:00+00:00","actor":"maya","action":"alert.reopen","object":"DW-TAJJETE9HGVN","reason":"","request_id":"","digest":""}','ae54c6315d2dcc97d0a84b599560e0bc2448f96751e4c39ff6ce89914e20ee4c');
INSERT INTO "audit" VALUES('lantern-bridge',5,1776231000000000,'alert.resolve','{"place":5,"at":"2026-04-15T05:30:00+00:00","actor":"maya","action":"alert.resolve","object":"DW-TAJJETE9HGVN","reason":"settled in the call of 15 April","request_id":"","digest":""}','0323305469ded07853a2e678c5cdc00c7b3eb4055f4b5e6643b8e86da0ef35df');
INSERT INTO "audit" VALUES('lantern-bridge',6,1776058200000000,'mail.pause','{"place":6,"at":"2026-04-13T05:30:00+00:00","actor":"jo","action":"mail.pause","object":"recipient-a047d803c504413c","reason":"","request_id":"","digest":""}','aada8ca8634b7c11e403adeb0c325fc2f8709029c5a2f4578649aef8ada2af05');
INSERT INTO "audit" VALUES('horizon',9,1776749400000000,'looked','{"place":9,"at":"2026-04-21T05:30:00+00:00","actor":"maya","action":"looked","object":"horizon","reason":"","request_id":"","digest":""}','00e24914e4e1671772efed5583b69a5f06308d10bd3636527f39a7fa239fe04c');
CREATE TABLE audit_heads (
	programme TEXT NOT NULL, 
	lines BIGINT NOT NULL, 
	digest TEXT NOT NULL, 
	PRIMARY KEY (programme)
);
INSERT INTO "audit_heads" VALUES('horizon',10,'00e24914e4e1671772efed5583b69a5f06308d10bd3636527f39a7fa239fe04c');
INSERT INTO "audit_heads" VALUES('lantern-bridge',7,'aada8ca8634b7c11e403adeb0c325fc2f8709029c5a2f4578649aef8ada2af05');
CREATE TABLE deliveries (
	programme TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	period TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	state TEXT NOT NULL, 
	at TEXT NOT NULL, 
	instant BIGINT NOT NULL, due BIGINT, attempts BIGINT DEFAULT '0' NOT NULL, detail TEXT DEFAULT '' NOT NULL, content TEXT, line TEXT, place BIGINT DEFAULT '0' NOT NULL, told TEXT, 
	PRIMARY KEY (programme, recipient, period, channel)
);
INSERT INTO "deliveries" VALUES('horizon','wh_1','evt_1609ec14496e1e4ae17a5ee8c7514468','webhook','queued','2026-04-07T05:30:00+00:00',1775539800000000,1775539800000000,0,'','{"happening":{"id":"evt_1609ec14496e1e4ae17a5ee8c7514468","type":"alert.acknowledged","programme":"horizon","at":"2026-04-07T05:30:00+00:00","alert":"DW-D81S5S2D48M5","facts":{"kind":"term_meaning","severity":"low","status":"acknowledged","substatus":"new","baseline_state":"new","statements":"82","windows":"0","merged":"0"}},"body":null}','DW-D81S5S2D48M5',0,NULL);
INSERT INTO "deliveries" VALUES('horizon','wh_1','evt_9d527d8d464f520ec25412473af08a35','webhook','queued','2026-04-08T05:30:00+00:00',1775626200000000,1775626200000000,0,'','{"happening":{"id":"evt_9d527d8d464f520ec25412473af08a35","type":"alert.agreed","programme":"horizon","at":"2026-04-08T05:30:00+00:00","alert":"DW-D81S5S2D48M5","facts":{"kind":"term_meaning","severity":"low","status":"agreed","substatus":"new","baseline_state":"new","statements":"82","windows":"0","merged":"0"}},"body":null}','DW-D81S5S2D48M5',1,NULL);
INSERT INTO "deliveries" VALUES('horizon','wh_1','evt_392aa35178cea8a67569aecff27d544c','webhook','queued','2026-04-07T05:30:00+00:00',1775539800000000,1775539800000000,0,'','{"happening":{"id":"evt_392aa35178cea8a67569aecff27d544c","type":"alert.snoozed","programme":"horizon","at":"2026-04-07T05:30:00+00:00","alert":"DW-BMFWQ0REZDJK","facts":{"kind":"done_criteria","severity":"low","status":"snoozed","substatus":"new","baseline_state":"new","statements":"82","windows":"0","merged":"0"}},"body":null}','DW-BMFWQ0REZDJK',2,NULL);
INSERT INTO "deliveries" VALUES('horizon','wh_1','evt_30a46caa3a1480d40e95fdd74eaa992f','webhook','queued','2026-04-07T05:30:00+00:00',1775539800000000,1775539800000000,0,'','{"happening":{"id":"evt_30a46caa3a1480d40e95fdd74eaa992f","type":"alert.disputed","programme":"horizon","at":"2026-04-07T05:30:00+00:00","alert":"DW-SWSJKSN1GK8F","facts":{"kind":"term_meaning","severity":"high","status":"disputed","substatus":"new","baseline_state":"new","statements":"82","windows":"0","merged":"0"}},"body":null}','DW-SWSJKSN1GK8F',3,NULL);
INSERT INTO "deliveries" VALUES('horizon','wh_1','evt_ee102abfded2e33adbd8a92c26e437e2','webhook','queued','2026-04-13T05:30:00+00:00',1776058200000000,1776058200000000,0,'','{"happening":{"id":"evt_ee102abfded2e33adbd8a92c26e437e2","type":"scan.completed","programme":"horizon","at":"2026-04-13T05:30:00+00:00","alert":null,"facts":{"statements":"4","files":"3","alerts":"3","open":"0","opened":"0","escalated":"0","resolved":"0","reopened":"0"}},"body":null}',NULL,4,NULL);
INSERT INTO "deliveries" VALUES('horizon','wh_1','evt_3b9e221d2de574906ac992931fd241da','webhook','queued','2026-04-14T05:30:00+00:00',1776144600000000,1776144600000000,0,'','{"happening":{"id":"evt_3b9e221d2de574906ac992931fd241da","type":"alert.reopened","programme":"horizon","at":"2026-04-14T05:30:00+00:00","alert":"DW-SWSJKSN1GK8F","facts":{"kind":"term_meaning","severity":"high","status":"open","substatus":"new","baseline_state":"new","statements":"82","windows":"0","merged":"0"}},"body":null}','DW-SWSJKSN1GK8F',5,NULL);
INSERT INTO "deliveries" VALUES('horizon','wh_1','evt_0b90e3c288adc4d93b47085e026d7e97','webhook','queued','2026-04-15T05:30:00+00:00',1776231000000000,1776231000000000,0,'','{"happening":{"id":"evt_0b90e3c288adc4d93b47085e026d7e97","type":"alert.resolved","programme":"horizon","at":"2026-04-15T05:30:00+00:00","alert":"DW-SWSJKSN1GK8F","facts":{"kind":"term_meaning","severity":"high","status":"resolved","substatus":"new","baseline_state":"new","statements":"82","windows":"0","merged":"0"}},"body":null}','DW-SWSJKSN1GK8F',6,NULL);
INSERT INTO "deliveries" VALUES('horizon','wh_1','evt_677033fad8cb6865530e0b533e2c3c8c','webhook','queued','2026-04-20T05:30:00+00:00',1776663000000000,1776663000000000,0,'','{"happening":{"id":"evt_677033fad8cb6865530e0b533e2c3c8c","type":"scan.completed","programme":"horizon","at":"2026-04-20T05:30:00+00:00","alert":null,"facts":{"statements":"4","files":"3","alerts":"2","open":"0","opened":"0","escalated":"0","resolved":"0","reopened":"0"}},"body":null}',NULL,7,NULL);
INSERT INTO "deliveries" VALUES('horizon','maya@alder.example','2026-W14','mail','sent','2026-04-13T05:30:00+00:00',1776058200000000,NULL,1,'taken','9cd1efce8d4741dc1e7a83f0a7fa0b08 driftwatch@example.org
Subject: week

hello
',NULL,0,'{"DW-D81S5S2D48M5":{"status":"open","severity":null,"substatus":null,"last_seen":null}}');
INSERT INTO "deliveries" VALUES('horizon','wh_1','digest_sent:9cd1efce8d4741dc1e7a83f0a7fa0b08:1776058200000000','webhook','queued','2026-04-13T05:30:00+00:00',1776058200000000,1776058200000000,0,'','{"happening":{"id":"digest_sent:9cd1efce8d4741dc1e7a83f0a7fa0b08:1776058200000000","type":"digest.sent","programme":"horizon","at":"2026-04-13T05:30:00+00:00","alert":null,"facts":{"period":"2026-W14"}},"body":null}',NULL,8,NULL);
INSERT INTO "deliveries" VALUES('horizon','jo@birch.example','2026-W14','mail','sent','2026-04-13T05:30:00+00:00',1776058200000000,NULL,1,'taken','f1d1fd55fd7cd191069b5796ab897857 driftwatch@example.org
Subject: week

hello
',NULL,0,'{"DW-D81S5S2D48M5":{"status":"open","severity":null,"substatus":null,"last_seen":null}}');
INSERT INTO "deliveries" VALUES('horizon','wh_1','digest_sent:f1d1fd55fd7cd191069b5796ab897857:1776058200000000','webhook','queued','2026-04-13T05:30:00+00:00',1776058200000000,1776058200000000,0,'','{"happening":{"id":"digest_sent:f1d1fd55fd7cd191069b5796ab897857:1776058200000000","type":"digest.sent","programme":"horizon","at":"2026-04-13T05:30:00+00:00","alert":null,"facts":{"period":"2026-W14"}},"body":null}',NULL,9,NULL);
INSERT INTO "deliveries" VALUES('horizon','maya@alder.example','2026-W15','mail','sent','2026-04-13T05:30:00+00:00',1776058200000000,NULL,1,'taken','16abca7f6b40abb39257da55f19c1411 driftwatch@example.org
Subject: week

hello
',NULL,0,'{"DW-D81S5S2D48M5":{"status":"open","severity":null,"substatus":null,"last_seen":null}}');
INSERT INTO "deliveries" VALUES('horizon','wh_1','digest_sent:16abca7f6b40abb39257da55f19c1411:1776058200000000','webhook','queued','2026-04-13T05:30:00+00:00',1776058200000000,1776058200000000,0,'','{"happening":{"id":"digest_sent:16abca7f6b40abb39257da55f19c1411:1776058200000000","type":"digest.sent","programme":"horizon","at":"2026-04-13T05:30:00+00:00","alert":null,"facts":{"period":"2026-W15"}},"body":null}',NULL,10,NULL);
INSERT INTO "deliveries" VALUES('horizon','jo@birch.example','2026-W15','mail','sent','2026-04-13T05:30:00+00:00',1776058200000000,NULL,1,'taken','d4e35974b0dbf70d08c5ed7a07a45d64 driftwatch@example.org
Subject: week

hello
',NULL,0,'{"DW-D81S5S2D48M5":{"status":"open","severity":null,"substatus":null,"last_seen":null}}');
INSERT INTO "deliveries" VALUES('horizon','wh_1','digest_sent:d4e35974b0dbf70d08c5ed7a07a45d64:1776058200000000','webhook','queued','2026-04-13T05:30:00+00:00',1776058200000000,1776058200000000,0,'','{"happening":{"id":"digest_sent:d4e35974b0dbf70d08c5ed7a07a45d64:1776058200000000","type":"digest.sent","programme":"horizon","at":"2026-04-13T05:30:00+00:00","alert":null,"facts":{"period":"2026-W15"}},"body":null}',NULL,11,NULL);
INSERT INTO "deliveries" VALUES('horizon','maya@alder.example','2026-W16','mail','skipped','2026-04-13T05:30:00+00:00',1776058200000000,NULL,1,'no-change: nothing changed',NULL,NULL,0,NULL);
INSERT INTO "deliveries" VALUES('horizon','wh_1','digest_skipped:3ac958787109cf8a5d3c593010e05fb1:1776058200000000','webhook','queued','2026-04-13T05:30:00+00:00',1776058200000000,1776058200000000,0,'','{"happening":{"id":"digest_skipped:3ac958787109cf8a5d3c593010e05fb1:1776058200000000","type":"digest.skipped","programme":"horizon","at":"2026-04-13T05:30:00+00:00","alert":null,"facts":{"period":"2026-W16","reason":"no-change"}},"body":null}',NULL,12,NULL);
INSERT INTO "deliveries" VALUES('horizon','jo@birch.example','2026-W16','mail','skipped','2026-04-13T05:30:00+00:00',1776058200000000,NULL,1,'no-change: nothing changed',NULL,NULL,0,NULL);
INSERT INTO "deliveries" VALUES('horizon','wh_1','digest_skipped:0f48f4869199af489a642a5f971a5545:1776058200000000','webhook','queued','2026-04-13T05:30:00+00:00',1776058200000000,1776058200000000,0,'','{"happening":{"id":"digest_skipped:0f48f4869199af489a642a5f971a5545:1776058200000000","type":"digest.skipped","programme":"horizon","at":"2026-04-13T05:30:00+00:00","alert":null,"facts":{"period":"2026-W16","reason":"no-change"}},"body":null}',NULL,13,NULL);
INSERT INTO "deliveries" VALUES('horizon','maya@alder.example','2026-W17','mail','queued','2026-04-13T05:30:00+00:00',1776058200000000,1777267800000000,1,'451 try later','fe0839f4161295ba16967d7303379717 driftwatch@example.org
Subject: week

hello
',NULL,0,'{"DW-D81S5S2D48M5":{"status":"open","severity":null,"substatus":null,"last_seen":null}}');
INSERT INTO "deliveries" VALUES('horizon','jo@birch.example','2026-W17','mail','queued','2026-04-13T05:30:00+00:00',1776058200000000,1777267800000000,1,'451 try later','238f4c9659fd0f195872dca5705cb1d9 driftwatch@example.org
Subject: week

hello
',NULL,0,'{"DW-D81S5S2D48M5":{"status":"open","severity":null,"substatus":null,"last_seen":null}}');
INSERT INTO "deliveries" VALUES('horizon','kim@birch.example','2026-W17','mail','sending','2026-04-13T05:30:00+00:00',1776058200000000,1776059100000000,1,'',NULL,NULL,0,NULL);
INSERT INTO "deliveries" VALUES('lantern-bridge','maya@alder.example','2026-W14','mail','sent','2026-04-13T05:30:00+00:00',1776058200000000,NULL,1,'taken','8ff4a56299d08496e2998d167d557c1f driftwatch@example.org
Subject: week

hello
',NULL,0,'{"DW-J54J9BNFXW48":{"status":"open","severity":null,"substatus":null,"last_seen":null}}');
INSERT INTO "deliveries" VALUES('lantern-bridge','jo@birch.example','2026-W14','mail','sent','2026-04-13T05:30:00+00:00',1776058200000000,NULL,1,'taken','7fc0749c1e438e365537338a04a62497 driftwatch@example.org
Subject: week

hello
',NULL,0,'{"DW-J54J9BNFXW48":{"status":"open","severity":null,"substatus":null,"last_seen":null}}');
INSERT INTO "deliveries" VALUES('lantern-bridge','maya@alder.example','2026-W15','mail','sent','2026-04-13T05:30:00+00:00',1776058200000000,NULL,1,'taken','8aae8f76b0f58073766f4b6e33552cad driftwatch@example.org
Subject: week

hello
',NULL,0,'{"DW-J54J9BNFXW48":{"status":"open","severity":null,"substatus":null,"last_seen":null}}');
INSERT INTO "deliveries" VALUES('lantern-bridge','jo@birch.example','2026-W15','mail','sent','2026-04-13T05:30:00+00:00',1776058200000000,NULL,1,'taken','744ea2f5b8d7ea65fbed9120196abf2d driftwatch@example.org
Subject: week

hello
',NULL,0,'{"DW-J54J9BNFXW48":{"status":"open","severity":null,"substatus":null,"last_seen":null}}');
INSERT INTO "deliveries" VALUES('lantern-bridge','maya@alder.example','2026-W16','mail','skipped','2026-04-13T05:30:00+00:00',1776058200000000,NULL,1,'no-change: nothing changed',NULL,NULL,0,NULL);
INSERT INTO "deliveries" VALUES('lantern-bridge','jo@birch.example','2026-W16','mail','skipped','2026-04-13T05:30:00+00:00',1776058200000000,NULL,1,'no-change: nothing changed',NULL,NULL,0,NULL);
INSERT INTO "deliveries" VALUES('lantern-bridge','maya@alder.example','2026-W17','mail','queued','2026-04-13T05:30:00+00:00',1776058200000000,1777267800000000,1,'451 try later','6be5763493391a75ca77a980f5089aa3 driftwatch@example.org
Subject: week

hello
',NULL,0,'{"DW-J54J9BNFXW48":{"status":"open","severity":null,"substatus":null,"last_seen":null}}');
INSERT INTO "deliveries" VALUES('lantern-bridge','jo@birch.example','2026-W17','mail','queued','2026-04-13T05:30:00+00:00',1776058200000000,1777267800000000,1,'451 try later','ac2913882fa488774b90485e3aa6e285 driftwatch@example.org
Subject: week

hello
',NULL,0,'{"DW-J54J9BNFXW48":{"status":"open","severity":null,"substatus":null,"last_seen":null}}');
INSERT INTO "deliveries" VALUES('lantern-bridge','kim@birch.example','2026-W17','mail','sending','2026-04-13T05:30:00+00:00',1776058200000000,1776059100000000,1,'',NULL,NULL,0,NULL);
CREATE TABLE delivery_attempts (
	programme TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	period TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	place BIGINT NOT NULL, 
	instant BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	PRIMARY KEY (programme, recipient, period, channel, place), 
	FOREIGN KEY(programme, recipient, period, channel) REFERENCES deliveries (programme, recipient, period, channel) ON DELETE CASCADE
);
INSERT INTO "delivery_attempts" VALUES('horizon','maya@alder.example','2026-W14','mail',0,1776058200000000,'sent','taken');
INSERT INTO "delivery_attempts" VALUES('horizon','jo@birch.example','2026-W14','mail',0,1776058200000000,'sent','taken');
INSERT INTO "delivery_attempts" VALUES('horizon','maya@alder.example','2026-W15','mail',0,1776058200000000,'sent','taken');
INSERT INTO "delivery_attempts" VALUES('horizon','jo@birch.example','2026-W15','mail',0,1776058200000000,'sent','taken');
INSERT INTO "delivery_attempts" VALUES('horizon','maya@alder.example','2026-W17','mail',0,1776058200000000,'queued','451 try later');
INSERT INTO "delivery_attempts" VALUES('horizon','jo@birch.example','2026-W17','mail',0,1776058200000000,'queued','451 try later');
INSERT INTO "delivery_attempts" VALUES('lantern-bridge','maya@alder.example','2026-W14','mail',0,1776058200000000,'sent','taken');
INSERT INTO "delivery_attempts" VALUES('lantern-bridge','jo@birch.example','2026-W14','mail',0,1776058200000000,'sent','taken');
INSERT INTO "delivery_attempts" VALUES('lantern-bridge','maya@alder.example','2026-W15','mail',0,1776058200000000,'sent','taken');
INSERT INTO "delivery_attempts" VALUES('lantern-bridge','jo@birch.example','2026-W15','mail',0,1776058200000000,'sent','taken');
INSERT INTO "delivery_attempts" VALUES('lantern-bridge','maya@alder.example','2026-W17','mail',0,1776058200000000,'queued','451 try later');
INSERT INTO "delivery_attempts" VALUES('lantern-bridge','jo@birch.example','2026-W17','mail',0,1776058200000000,'queued','451 try later');
CREATE TABLE driftwatch_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT driftwatch_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "driftwatch_version" VALUES('0002');
CREATE TABLE files (
	programme TEXT NOT NULL, 
	id TEXT NOT NULL, 
	content TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (programme, id), 
	FOREIGN KEY(programme) REFERENCES programmes ("key") ON DELETE CASCADE
);
INSERT INTO "files" VALUES('horizon','00000000','a6fdd8dfeb78c718bf9020edc2fb5d5f','{"source":"alder/notes.md","kind":"minutes","status":"partly","messages":4,"statements":4,"unattributed":0,"first":"2026-03-31T23:30:00.000125-05:30","last":"2026-03-31T23:30:00.000125-05:30","guessed":["the zone is UTC"],"problems":[{"line":12,"what":"not UTF-8; read as Windows-1252","reason":null}],"dropped":{"bot":2,"empty":1},"visibility":"alder","share":"counts"}');
INSERT INTO "files" VALUES('horizon','00000001','c4ef60b8f8bb62de5982b19adc39afe6','{"source":"chat.zip","kind":"minutes","status":"partly","messages":4,"statements":4,"unattributed":0,"first":"2026-03-31T23:30:00.000125-05:30","last":"2026-03-31T23:30:00.000125-05:30","guessed":["the zone is UTC"],"problems":[{"line":12,"what":"not UTF-8; read as Windows-1252","reason":null}],"dropped":{"bot":2,"empty":1},"visibility":null,"share":"counts"}');
INSERT INTO "files" VALUES('horizon','00000002','ab42f7a097fd38940dcee7dbea8f7e2d','{"source":"minutes/2026-03-31.md","kind":"minutes","status":"read","messages":4,"statements":4,"unattributed":0,"first":"2026-03-31T23:30:00.000125-05:30","last":"2026-03-31T23:30:00.000125-05:30","guessed":[],"problems":[],"dropped":{},"visibility":null,"share":"counts"}');
INSERT INTO "files" VALUES('lantern-bridge','00000000','a6fdd8dfeb78c718bf9020edc2fb5d5f','{"source":"alder/notes.md","kind":"minutes","status":"partly","messages":4,"statements":4,"unattributed":0,"first":"2026-03-31T23:30:00.000125-05:30","last":"2026-03-31T23:30:00.000125-05:30","guessed":["the zone is UTC"],"problems":[{"line":12,"what":"not UTF-8; read as Windows-1252","reason":null}],"dropped":{"bot":2,"empty":1},"visibility":"alder","share":"counts"}');
INSERT INTO "files" VALUES('lantern-bridge','00000001','c4ef60b8f8bb62de5982b19adc39afe6','{"source":"chat.zip","kind":"minutes","status":"partly","messages":4,"statements":4,"unattributed":0,"first":"2026-03-31T23:30:00.000125-05:30","last":"2026-03-31T23:30:00.000125-05:30","guessed":["the zone is UTC"],"problems":[{"line":12,"what":"not UTF-8; read as Windows-1252","reason":null}],"dropped":{"bot":2,"empty":1},"visibility":null,"share":"counts"}');
INSERT INTO "files" VALUES('lantern-bridge','00000002','ab42f7a097fd38940dcee7dbea8f7e2d','{"source":"minutes/2026-03-31.md","kind":"minutes","status":"read","messages":4,"statements":4,"unattributed":0,"first":"2026-03-31T23:30:00.000125-05:30","last":"2026-03-31T23:30:00.000125-05:30","guessed":[],"problems":[],"dropped":{},"visibility":null,"share":"counts"}');
CREATE TABLE jobs (
	id TEXT NOT NULL, 
	programme TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	state TEXT NOT NULL, 
	slot TEXT, 
	due BIGINT NOT NULL, 
	lease BIGINT, 
	worker TEXT, 
	attempts BIGINT NOT NULL, 
	created BIGINT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(programme) REFERENCES programmes ("key") ON DELETE CASCADE, 
	UNIQUE (slot)
);
INSERT INTO "jobs" VALUES('job_aaaaaaaaaaaaaaaaaaaaaaaa','horizon','digest','cancelled',NULL,1776749400000000,NULL,NULL,0,1776663000000000,'{"id":"job_aaaaaaaaaaaaaaaaaaaaaaaa","programme":"horizon","kind":"digest","state":"cancelled","created":"2026-04-20T05:30:00+00:00","due":"2026-04-20T05:30:00+00:00","attempts":0,"started":null,"finished":"2026-04-21T05:30:00+00:00","step":"","progress":null,"cancelling":false,"result":{},"error":"","words":{},"asked_by":"maya"}');
INSERT INTO "jobs" VALUES('job_bbbbbbbbbbbbbbbbbbbbbbbb','horizon','digest','queued','digest:horizon',1778909400000000,NULL,NULL,0,1776749400000000,'{"id":"job_bbbbbbbbbbbbbbbbbbbbbbbb","programme":"horizon","kind":"digest","state":"queued","created":"2026-04-21T05:30:00+00:00","due":"2026-05-16T05:30:00+00:00","attempts":0,"started":null,"finished":null,"step":"","progress":null,"cancelling":false,"result":{},"error":"","words":{},"asked_by":"maya"}');
CREATE TABLE preferences (
	programme TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	token TEXT, 
	body TEXT NOT NULL, 
	PRIMARY KEY (programme, recipient), 
	FOREIGN KEY(programme) REFERENCES programmes ("key") ON DELETE CASCADE, 
	UNIQUE (token)
);
INSERT INTO "preferences" VALUES('horizon','maya@alder.example','tok-horizon','{"frequency":null,"min_severity":null,"timezone":null,"format":null,"paused_until":null,"unsubscribed":null,"suppressed":null,"listed":null,"partner":null}');
INSERT INTO "preferences" VALUES('horizon','jo@birch.example',NULL,'{"frequency":null,"min_severity":null,"timezone":null,"format":null,"paused_until":"2026-05-04","unsubscribed":null,"suppressed":null,"listed":null,"partner":null}');
INSERT INTO "preferences" VALUES('lantern-bridge','maya@alder.example','tok-lantern-bridge','{"frequency":null,"min_severity":null,"timezone":null,"format":null,"paused_until":null,"unsubscribed":null,"suppressed":null,"listed":null,"partner":null}');
INSERT INTO "preferences" VALUES('lantern-bridge','jo@birch.example',NULL,'{"frequency":null,"min_severity":null,"timezone":null,"format":null,"paused_until":"2026-05-04","unsubscribed":null,"suppressed":null,"listed":null,"partner":null}');
CREATE TABLE programmes (
	"key" TEXT NOT NULL, 
	name TEXT NOT NULL, 
	partners TEXT NOT NULL, 
	run TEXT NOT NULL, 
	coverage TEXT NOT NULL, folder TEXT, created BIGINT DEFAULT '0' NOT NULL, private TEXT DEFAULT '{}' NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "programmes" VALUES('horizon','Horizon','[{"id":"alder","name":"Alder","aliases":["al"],"domains":[],"people":["alder.one"]},{"id":"birch","name":"Birch","aliases":["bi"],"domains":[],"people":["birch.one"]}]','{"at":"2026-04-20T05:30:00+00:00","driftwatch":"0.1.0","models":[["encoder","abababababababababababababababababababababababababababababababab"],["labels","cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"]],"config":"efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef"}','[{"check":"term_meaning","partners":["alder","birch"],"status":"ran","why":""},{"check":"risk_posture","partners":["alder","birch"],"status":"insufficient_data","why":"birch: 11 of 25 statements"}]',NULL,0,'{"alder/notes.md":{"partner":"alder","share":"counts"}}');
INSERT INTO "programmes" VALUES('lantern-bridge','Lantern Bridge','[{"id":"alder","name":"Alder","aliases":["al"],"domains":[],"people":["alder.one"]},{"id":"birch","name":"Birch","aliases":["bi"],"domains":[],"people":["birch.one"]}]','{"at":"2026-04-20T05:30:00+00:00","driftwatch":"0.1.0","models":[["encoder","abababababababababababababababababababababababababababababababab"],["labels","cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"]],"config":"efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef"}','[{"check":"term_meaning","partners":["alder","birch"],"status":"ran","why":""},{"check":"risk_posture","partners":["alder","birch"],"status":"insufficient_data","why":"birch: 11 of 25 statements"}]',NULL,0,'{"alder/notes.md":{"partner":"alder","share":"counts"}}');
CREATE TABLE requests (
	"key" TEXT NOT NULL, 
	token TEXT NOT NULL, 
	content TEXT NOT NULL, 
	holder TEXT, 
	answer TEXT NOT NULL, 
	instant BIGINT NOT NULL, 
	PRIMARY KEY ("key", token)
);
INSERT INTO "requests" VALUES('dw_live_k3v7q2ma','token-1','','w','',1776749400000000);
CREATE TABLE schedules (
	programme TEXT NOT NULL, 
	name TEXT NOT NULL, 
	done TEXT, 
	body TEXT NOT NULL, 
	PRIMARY KEY (programme, name), 
	FOREIGN KEY(programme) REFERENCES programmes ("key") ON DELETE CASCADE
);
INSERT INTO "schedules" VALUES('horizon','set',NULL,'{"scan":{"rhythm":"weekly","day":0,"at":"06:00:00","behind":0},"digest":{"rhythm":"weekly","day":0,"at":"06:00:00","behind":0}}');
CREATE TABLE secrets (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "secrets" VALUES('mail','ssssssssssssssssssssssssssssssss');
CREATE TABLE statements (
	programme TEXT NOT NULL, 
	id TEXT NOT NULL, 
	content TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	partner TEXT, 
	source TEXT NOT NULL, 
	instant BIGINT, 
	predicted TEXT NOT NULL, 
	body TEXT NOT NULL, owner TEXT, said BIGINT NOT NULL GENERATED ALWAYS AS (coalesce(instant, -8000000000000000000)), 
	PRIMARY KEY (programme, id), 
	FOREIGN KEY(programme) REFERENCES programmes ("key") ON DELETE CASCADE
);
INSERT INTO "statements" VALUES('horizon','s00','ca5d92131d90a919b76c4ce83aab6003','by "ready" we mean 100% of the forms are signed.','alder','minutes/2026-03-31.md',NULL,',definition,done,','{"id":"s00","text":"By \"ready\" we mean 100% of the forms are signed.","partner":"alder","speaker":"one","said_at":null,"source":"minutes/2026-03-31.md","locator":"line 1","document":"2026-03-31","register":"minutes","labels":{"definition":0.30000000000000004,"risk":0.3333333333333333},"predicted":["definition","done"],"offset":0,"own":null}',NULL);
INSERT INTO "statements" VALUES('horizon','s01','c1c390a1e1354596a9fb0e3b402854db','ready: the field_test has run for two weeks.','birch','minutes/2026-03-31.md',1775106000000125,',done,','{"id":"s01","text":"READY: the field_test has run for two weeks.","partner":"birch","speaker":null,"said_at":"2026-04-01T23:30:00.000125-05:30","source":"minutes/2026-03-31.md","locator":"line 2","document":"2026-03-31","register":"minutes","labels":{"done":0.30000000000000004,"risk":0.3333333333333333},"predicted":["done"],"offset":0,"own":null}',NULL);
INSERT INTO "statements" VALUES('horizon','s02','d7384708e9b2b8f28b1fefb02ce53d9b','strasse und über-nacht sind ready.',NULL,'minutes/2026-03-31.md',1775192400000125,',goal,','{"id":"s02","text":"Straße und Über-Nacht sind ready.","partner":null,"speaker":"one","said_at":"2026-04-02T23:30:00.000125-05:30","source":"minutes/2026-03-31.md","locator":"line 3","document":"2026-03-31","register":"minutes","labels":{"goal":0.30000000000000004,"risk":0.3333333333333333},"predicted":["goal"],"offset":0,"own":null}',NULL);
INSERT INTO "statements" VALUES('horizon','s03','4e59a18292d960d0bfe98c852cc08729','we can lend two engineers until may.','alder','minutes/2026-03-31.md',NULL,',commitment,','{"id":"s03","text":"We can lend two engineers until May.","partner":"alder","speaker":null,"said_at":null,"source":"minutes/2026-03-31.md","locator":"line 4","document":"2026-03-31","register":"minutes","labels":{"commitment":0.30000000000000004,"risk":0.3333333333333333},"predicted":["commitment"],"offset":0,"own":null}',NULL);
INSERT INTO "statements" VALUES('lantern-bridge','s00','ca5d92131d90a919b76c4ce83aab6003','by "ready" we mean 100% of the forms are signed.','alder','minutes/2026-03-31.md',NULL,',definition,done,','{"id":"s00","text":"By \"ready\" we mean 100% of the forms are signed.","partner":"alder","speaker":"one","said_at":null,"source":"minutes/2026-03-31.md","locator":"line 1","document":"2026-03-31","register":"minutes","labels":{"definition":0.30000000000000004,"risk":0.3333333333333333},"predicted":["definition","done"],"offset":0,"own":null}',NULL);
INSERT INTO "statements" VALUES('lantern-bridge','s01','c1c390a1e1354596a9fb0e3b402854db','ready: the field_test has run for two weeks.','birch','minutes/2026-03-31.md',1775106000000125,',done,','{"id":"s01","text":"READY: the field_test has run for two weeks.","partner":"birch","speaker":null,"said_at":"2026-04-01T23:30:00.000125-05:30","source":"minutes/2026-03-31.md","locator":"line 2","document":"2026-03-31","register":"minutes","labels":{"done":0.30000000000000004,"risk":0.3333333333333333},"predicted":["done"],"offset":0,"own":null}',NULL);
INSERT INTO "statements" VALUES('lantern-bridge','s02','d7384708e9b2b8f28b1fefb02ce53d9b','strasse und über-nacht sind ready.',NULL,'minutes/2026-03-31.md',1775192400000125,',goal,','{"id":"s02","text":"Straße und Über-Nacht sind ready.","partner":null,"speaker":"one","said_at":"2026-04-02T23:30:00.000125-05:30","source":"minutes/2026-03-31.md","locator":"line 3","document":"2026-03-31","register":"minutes","labels":{"goal":0.30000000000000004,"risk":0.3333333333333333},"predicted":["goal"],"offset":0,"own":null}',NULL);
INSERT INTO "statements" VALUES('lantern-bridge','s03','4e59a18292d960d0bfe98c852cc08729','we can lend two engineers until may.','alder','minutes/2026-03-31.md',NULL,',commitment,','{"id":"s03","text":"We can lend two engineers until May.","partner":"alder","speaker":null,"said_at":null,"source":"minutes/2026-03-31.md","locator":"line 4","document":"2026-03-31","register":"minutes","labels":{"commitment":0.30000000000000004,"risk":0.3333333333333333},"predicted":["commitment"],"offset":0,"own":null}',NULL);
CREATE TABLE terms (
	programme TEXT NOT NULL, 
	id TEXT NOT NULL, 
	content TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (programme, id), 
	FOREIGN KEY(programme) REFERENCES programmes ("key") ON DELETE CASCADE
);
INSERT INTO "terms" VALUES('horizon','00000000','923b9945a8eae2d096568a0815d50226','{"term":"gate","partners":["alder","birch"],"n":[3,38],"divergence":null,"p_value":null,"q_value":null,"verdict":"insufficient","smallest_shift":null,"glosses":null,"reserved":[]}');
INSERT INTO "terms" VALUES('horizon','00000001','06b39b0d387ef239acc837950ee5bc59','{"term":"ready","partners":["alder","birch"],"n":[41,38],"divergence":0.412,"p_value":0.0004,"q_value":0.004,"verdict":"divergent","smallest_shift":null,"glosses":null,"reserved":[]}');
INSERT INTO "terms" VALUES('lantern-bridge','00000000','923b9945a8eae2d096568a0815d50226','{"term":"gate","partners":["alder","birch"],"n":[3,38],"divergence":null,"p_value":null,"q_value":null,"verdict":"insufficient","smallest_shift":null,"glosses":null,"reserved":[]}');
INSERT INTO "terms" VALUES('lantern-bridge','00000001','06b39b0d387ef239acc837950ee5bc59','{"term":"ready","partners":["alder","birch"],"n":[41,38],"divergence":0.412,"p_value":0.0004,"q_value":0.004,"verdict":"divergent","smallest_shift":null,"glosses":null,"reserved":[]}');
CREATE TABLE upload_volumes (
	"key" TEXT NOT NULL, 
	day BIGINT NOT NULL, 
	size BIGINT NOT NULL, 
	PRIMARY KEY ("key", day)
);
INSERT INTO "upload_volumes" VALUES('dw_live_k3v7q2ma',20564,1234);
CREATE TABLE vectors (
	model TEXT NOT NULL, 
	content TEXT NOT NULL, 
	numbers BLOB NOT NULL, 
	PRIMARY KEY (model, content)
);
INSERT INTO "vectors" VALUES('encoder@0','0000000000000000000000000000000000000000000000000000000000000000',X'000000000000003F000080BF');
INSERT INTO "vectors" VALUES('encoder@0','0000000000000000000000000000000000000000000000000000000000000001',X'0000803F0000003F000080BF');
INSERT INTO "vectors" VALUES('encoder@0','0000000000000000000000000000000000000000000000000000000000000002',X'000000400000003F000080BF');
CREATE TABLE webhooks (
	programme TEXT NOT NULL, 
	id TEXT NOT NULL, 
	enabled BOOLEAN NOT NULL, 
	body TEXT NOT NULL, 
	secrets TEXT NOT NULL, 
	told BIGINT NOT NULL, 
	PRIMARY KEY (programme, id), 
	FOREIGN KEY(programme) REFERENCES programmes ("key") ON DELETE CASCADE
);
INSERT INTO "webhooks" VALUES('horizon','wh_1',1,'{"id":"wh_1","url":"https://hooks.example/in","events":[],"template":"generic","view":"joint","created":"2026-04-06T05:30:00+00:00","rotated":null,"disabled":null,"reason":""}','[{"value":"whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","until":null}]',14);
CREATE INDEX alerts_in_rank ON alerts (standing, programme, rank, id, status, kind, severity, partners, last_seen, updated, baseline, substatus, audience);
CREATE INDEX alerts_of_status ON alerts (standing, status, programme, rank, id, kind, severity, partners, last_seen, updated, baseline, substatus, audience);
CREATE INDEX alerts_of_kind ON alerts (standing, kind, programme, rank, id, status, severity, partners, last_seen, updated, baseline, substatus, audience);
CREATE INDEX alerts_of_kind_and_status ON alerts (standing, kind, status, programme, rank, id, severity, partners, last_seen, updated, baseline, substatus, audience);
CREATE INDEX alerts_by_change ON alerts (standing, updated, programme, id, status, kind, severity, partners, last_seen, baseline, substatus, audience);
CREATE INDEX alerts_of_programme_by_change ON alerts (standing, programme, updated, id, status, kind, severity, partners, last_seen, baseline, substatus, audience);
CREATE INDEX alerts_by_day ON alerts (standing, seen, programme, id, status, kind, severity, partners, last_seen, updated, baseline, substatus, audience);
CREATE INDEX alerts_of_programme_by_day ON alerts (standing, programme, seen, id, status, kind, severity, partners, last_seen, updated, baseline, substatus, audience);
CREATE INDEX alerts_by_name ON alerts (id, programme);
CREATE INDEX alerts_of_lead ON alerts (programme, lead) WHERE lead IS NOT NULL;
CREATE INDEX statements_in_order ON statements (programme, id, partner, predicted, instant, owner);
CREATE INDEX statements_of_source ON statements (source, programme, id);
CREATE INDEX statements_of_source_by_time ON statements (source, said, programme, id);
CREATE INDEX statements_by_time ON statements (said, programme, id, partner, predicted, instant, owner);
CREATE INDEX statements_of_programme_by_time ON statements (programme, said, id, partner, predicted, instant, owner);
CREATE INDEX deliveries_by_turn ON deliveries (channel, state, due);
CREATE INDEX deliveries_in_order ON deliveries (programme, recipient, channel, state, place);
CREATE INDEX jobs_by_turn ON jobs (state, due, id);
CREATE INDEX jobs_of_programme ON jobs (programme, created, id);
CREATE INDEX requests_by_age ON requests (instant);
CREATE INDEX arrivals_of_job ON arrivals (job);
COMMIT;
