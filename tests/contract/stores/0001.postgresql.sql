SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.alert_events (
    programme text NOT NULL COLLATE pg_catalog."C",
    alert text NOT NULL COLLATE pg_catalog."C",
    place bigint NOT NULL,
    action text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.alerts (
    programme text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    raised boolean NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    severity bigint NOT NULL,
    confidence double precision NOT NULL,
    last_seen text COLLATE pg_catalog."C",
    partners text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.api_keys (
    prefix text NOT NULL COLLATE pg_catalog."C",
    digest text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C",
    created bigint NOT NULL
);
CREATE TABLE public.deliveries (
    programme text NOT NULL COLLATE pg_catalog."C",
    recipient text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    channel text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    at text NOT NULL COLLATE pg_catalog."C",
    instant bigint NOT NULL
);
CREATE TABLE public.driftwatch_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.files (
    programme text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    content text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.programmes (
    key text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    partners text NOT NULL COLLATE pg_catalog."C",
    run text NOT NULL COLLATE pg_catalog."C",
    coverage text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.statements (
    programme text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    content text NOT NULL COLLATE pg_catalog."C",
    folded text NOT NULL COLLATE pg_catalog."C",
    partner text COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    instant bigint,
    predicted text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.terms (
    programme text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    content text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.vectors (
    model text NOT NULL COLLATE pg_catalog."C",
    content text NOT NULL COLLATE pg_catalog."C",
    numbers bytea NOT NULL
);
INSERT INTO public.alert_events VALUES ('horizon', 'DW-BMFWQ0REZDJK', 0, 'raised', '{"alert_id":"DW-BMFWQ0REZDJK","action":"raised","actor":"driftwatch","reason":"","at":"2026-04-06T07:30:00+02:00","status":"open","until":null}');
INSERT INTO public.alert_events VALUES ('horizon', 'DW-D81S5S2D48M5', 0, 'raised', '{"alert_id":"DW-D81S5S2D48M5","action":"raised","actor":"driftwatch","reason":"","at":"2026-04-06T07:30:00+02:00","status":"open","until":null}');
INSERT INTO public.alert_events VALUES ('horizon', 'DW-SWSJKSN1GK8F', 0, 'raised', '{"alert_id":"DW-SWSJKSN1GK8F","action":"raised","actor":"driftwatch","reason":"","at":"2026-04-06T07:30:00+02:00","status":"open","until":null}');
INSERT INTO public.alert_events VALUES ('horizon', 'DW-D81S5S2D48M5', 1, 'ack', '{"alert_id":"DW-D81S5S2D48M5","action":"ack","actor":"maya","reason":"","at":"2026-04-07T05:30:00+00:00","status":"acknowledged","until":null}');
INSERT INTO public.alert_events VALUES ('horizon', 'DW-D81S5S2D48M5', 2, 'agree', '{"alert_id":"DW-D81S5S2D48M5","action":"agree","actor":"maya","reason":"both mean the signed form; noted on 8 April","at":"2026-04-08T05:30:00+00:00","status":"agreed","until":null}');
INSERT INTO public.alert_events VALUES ('horizon', 'DW-BMFWQ0REZDJK', 1, 'snooze', '{"alert_id":"DW-BMFWQ0REZDJK","action":"snooze","actor":"maya","reason":"after the summit","at":"2026-04-07T05:30:00+00:00","status":"snoozed","until":"2026-05-04"}');
INSERT INTO public.alert_events VALUES ('horizon', 'DW-SWSJKSN1GK8F', 1, 'dispute', '{"alert_id":"DW-SWSJKSN1GK8F","action":"dispute","actor":"maya","reason":"we say “stable” about the field test only","at":"2026-04-07T05:30:00+00:00","status":"disputed","until":null}');
INSERT INTO public.alert_events VALUES ('horizon', 'DW-SWSJKSN1GK8F', 2, 'reopen', '{"alert_id":"DW-SWSJKSN1GK8F","action":"reopen","actor":"maya","reason":"","at":"2026-04-14T05:30:00+00:00","status":"open","until":null}');
INSERT INTO public.alert_events VALUES ('horizon', 'DW-SWSJKSN1GK8F', 3, 'resolve', '{"alert_id":"DW-SWSJKSN1GK8F","action":"resolve","actor":"maya","reason":"settled in the call of 15 April","at":"2026-04-15T05:30:00+00:00","status":"resolved","until":null}');
INSERT INTO public.alert_events VALUES ('horizon', 'DW-SWSJKSN1GK8F', 4, 'cleared', '{"alert_id":"DW-SWSJKSN1GK8F","action":"cleared","actor":"driftwatch","reason":"","at":"2026-04-20T05:30:00+00:00","status":"resolved","until":null}');
INSERT INTO public.alert_events VALUES ('lantern-bridge', 'DW-DKFW3APX8WZ6', 0, 'raised', '{"alert_id":"DW-DKFW3APX8WZ6","action":"raised","actor":"driftwatch","reason":"","at":"2026-04-06T07:30:00+02:00","status":"open","until":null}');
INSERT INTO public.alert_events VALUES ('lantern-bridge', 'DW-J54J9BNFXW48', 0, 'raised', '{"alert_id":"DW-J54J9BNFXW48","action":"raised","actor":"driftwatch","reason":"","at":"2026-04-06T07:30:00+02:00","status":"open","until":null}');
INSERT INTO public.alert_events VALUES ('lantern-bridge', 'DW-TAJJETE9HGVN', 0, 'raised', '{"alert_id":"DW-TAJJETE9HGVN","action":"raised","actor":"driftwatch","reason":"","at":"2026-04-06T07:30:00+02:00","status":"open","until":null}');
INSERT INTO public.alert_events VALUES ('lantern-bridge', 'DW-J54J9BNFXW48', 1, 'ack', '{"alert_id":"DW-J54J9BNFXW48","action":"ack","actor":"maya","reason":"","at":"2026-04-07T05:30:00+00:00","status":"acknowledged","until":null}');
INSERT INTO public.alert_events VALUES ('lantern-bridge', 'DW-J54J9BNFXW48', 2, 'agree', '{"alert_id":"DW-J54J9BNFXW48","action":"agree","actor":"maya","reason":"both mean the signed form; noted on 8 April","at":"2026-04-08T05:30:00+00:00","status":"agreed","until":null}');
INSERT INTO public.alert_events VALUES ('lantern-bridge', 'DW-DKFW3APX8WZ6', 1, 'snooze', '{"alert_id":"DW-DKFW3APX8WZ6","action":"snooze","actor":"maya","reason":"after the summit","at":"2026-04-07T05:30:00+00:00","status":"snoozed","until":"2026-05-04"}');
INSERT INTO public.alert_events VALUES ('lantern-bridge', 'DW-TAJJETE9HGVN', 1, 'dispute', '{"alert_id":"DW-TAJJETE9HGVN","action":"dispute","actor":"maya","reason":"we say “stable” about the field test only","at":"2026-04-07T05:30:00+00:00","status":"disputed","until":null}');
INSERT INTO public.alert_events VALUES ('lantern-bridge', 'DW-TAJJETE9HGVN', 2, 'reopen', '{"alert_id":"DW-TAJJETE9HGVN","action":"reopen","actor":"maya","reason":"","at":"2026-04-14T05:30:00+00:00","status":"open","until":null}');
INSERT INTO public.alert_events VALUES ('lantern-bridge', 'DW-TAJJETE9HGVN', 3, 'resolve', '{"alert_id":"DW-TAJJETE9HGVN","action":"resolve","actor":"maya","reason":"settled in the call of 15 April","at":"2026-04-15T05:30:00+00:00","status":"resolved","until":null}');
INSERT INTO public.alert_events VALUES ('lantern-bridge', 'DW-TAJJETE9HGVN', 4, 'cleared', '{"alert_id":"DW-TAJJETE9HGVN","action":"cleared","actor":"driftwatch","reason":"","at":"2026-04-20T05:30:00+00:00","status":"resolved","until":null}');
INSERT INTO public.alerts VALUES ('horizon', 'DW-SWSJKSN1GK8F', false, 'resolved', 'term_meaning', 2, 0.86, '2026-03-31', ',alder,birch,', '{"id":"DW-SWSJKSN1GK8F","kind":"term_meaning","subject":"stable","title":"“stable” stands for different things on the two sides.","partners":["alder","birch"],"severity":"high","confidence":0.86,"p_value":0.0004,"q_value":null,"status":"open","first_seen":"2026-02-17","last_seen":"2026-03-31","sides":[{"partner":"alder","summary":"alder: so","statements":41},{"partner":"birch","summary":"birch: so","statements":41}],"evidence":[{"statement_id":"s00","partner":"alder","quote":"By \"ready\" we mean 100% of the forms are signed.","source":"minutes/2026-03-31.md","locator":"line 1","said_at":null,"label":["definition","done"]},{"statement_id":"s01","partner":"birch","quote":"READY: the field_test has run for two weeks.","source":"minutes/2026-03-31.md","locator":"line 2","said_at":"2026-04-01T23:30:00.000125-05:30","label":["done"]}],"against":["s02"],"questions":["Which of these must hold on 28 April?"],"effect":null,"common_ground":["both name the forms"],"clears_when":"both sides use one definition","merged":[]}');
INSERT INTO public.alerts VALUES ('horizon', 'DW-D81S5S2D48M5', true, 'agreed', 'term_meaning', 0, 0.7, '2026-03-31', ',alder,birch,', '{"id":"DW-D81S5S2D48M5","kind":"term_meaning","subject":"ready","title":"“ready” stands for different things on the two sides.","partners":["alder","birch"],"severity":"low","confidence":0.7,"p_value":0.0004,"q_value":null,"status":"open","first_seen":"2026-02-17","last_seen":"2026-03-31","sides":[{"partner":"alder","summary":"alder: so","statements":41},{"partner":"birch","summary":"birch: so","statements":41}],"evidence":[{"statement_id":"s00","partner":"alder","quote":"By \"ready\" we mean 100% of the forms are signed.","source":"minutes/2026-03-31.md","locator":"line 1","said_at":null,"label":["definition","done"]},{"statement_id":"s01","partner":"birch","quote":"READY: the field_test has run for two weeks.","source":"minutes/2026-03-31.md","locator":"line 2","said_at":"2026-04-01T23:30:00.000125-05:30","label":["done"]}],"against":["s02"],"questions":["Which of these must hold on 28 April?"],"effect":{"measure":"cosine distance","value":0.412,"interval":[0.3,0.5],"within":0.1},"common_ground":["both name the forms"],"clears_when":"both sides use one definition","merged":[]}');
INSERT INTO public.alerts VALUES ('horizon', 'DW-BMFWQ0REZDJK', true, 'snoozed', 'done_criteria', 0, 0.86, NULL, ',alder,birch,', '{"id":"DW-BMFWQ0REZDJK","kind":"done_criteria","subject":"accepted","title":"“accepted” stands for different things on the two sides.","partners":["alder","birch"],"severity":"low","confidence":0.86,"p_value":0.0004,"q_value":null,"status":"open","first_seen":null,"last_seen":null,"sides":[{"partner":"alder","summary":"alder: so","statements":41},{"partner":"birch","summary":"birch: so","statements":41}],"evidence":[{"statement_id":"s00","partner":"alder","quote":"By \"ready\" we mean 100% of the forms are signed.","source":"minutes/2026-03-31.md","locator":"line 1","said_at":null,"label":["definition","done"]},{"statement_id":"s01","partner":"birch","quote":"READY: the field_test has run for two weeks.","source":"minutes/2026-03-31.md","locator":"line 2","said_at":"2026-04-01T23:30:00.000125-05:30","label":["done"]}],"against":["s02"],"questions":["Which of these must hold on 28 April?"],"effect":null,"common_ground":["both name the forms"],"clears_when":"both sides use one definition","merged":[]}');
INSERT INTO public.alerts VALUES ('lantern-bridge', 'DW-DKFW3APX8WZ6', true, 'snoozed', 'done_criteria', 0, 0.86, NULL, ',alder,birch,', '{"id":"DW-DKFW3APX8WZ6","kind":"done_criteria","subject":"accepted","title":"“accepted” stands for different things on the two sides.","partners":["alder","birch"],"severity":"low","confidence":0.86,"p_value":0.0004,"q_value":null,"status":"open","first_seen":null,"last_seen":null,"sides":[{"partner":"alder","summary":"alder: so","statements":41},{"partner":"birch","summary":"birch: so","statements":41}],"evidence":[{"statement_id":"s00","partner":"alder","quote":"By \"ready\" we mean 100% of the forms are signed.","source":"minutes/2026-03-31.md","locator":"line 1","said_at":null,"label":["definition","done"]},{"statement_id":"s01","partner":"birch","quote":"READY: the field_test has run for two weeks.","source":"minutes/2026-03-31.md","locator":"line 2","said_at":"2026-04-01T23:30:00.000125-05:30","label":["done"]}],"against":["s02"],"questions":["Which of these must hold on 28 April?"],"effect":null,"common_ground":["both name the forms"],"clears_when":"both sides use one definition","merged":[]}');
INSERT INTO public.alerts VALUES ('lantern-bridge', 'DW-J54J9BNFXW48', true, 'agreed', 'term_meaning', 0, 0.7, '2026-03-31', ',alder,birch,', '{"id":"DW-J54J9BNFXW48","kind":"term_meaning","subject":"ready","title":"“ready” stands for different things on the two sides.","partners":["alder","birch"],"severity":"low","confidence":0.7,"p_value":0.0004,"q_value":null,"status":"open","first_seen":"2026-02-17","last_seen":"2026-03-31","sides":[{"partner":"alder","summary":"alder: so","statements":41},{"partner":"birch","summary":"birch: so","statements":41}],"evidence":[{"statement_id":"s00","partner":"alder","quote":"By \"ready\" we mean 100% of the forms are signed.","source":"minutes/2026-03-31.md","locator":"line 1","said_at":null,"label":["definition","done"]},{"statement_id":"s01","partner":"birch","quote":"READY: the field_test has run for two weeks.","source":"minutes/2026-03-31.md","locator":"line 2","said_at":"2026-04-01T23:30:00.000125-05:30","label":["done"]}],"against":["s02"],"questions":["Which of these must hold on 28 April?"],"effect":{"measure":"cosine distance","value":0.412,"interval":[0.3,0.5],"within":0.1},"common_ground":["both name the forms"],"clears_when":"both sides use one definition","merged":[]}');
INSERT INTO public.alerts VALUES ('lantern-bridge', 'DW-TAJJETE9HGVN', false, 'resolved', 'term_meaning', 2, 0.86, '2026-03-31', ',alder,birch,', '{"id":"DW-TAJJETE9HGVN","kind":"term_meaning","subject":"stable","title":"“stable” stands for different things on the two sides.","partners":["alder","birch"],"severity":"high","confidence":0.86,"p_value":0.0004,"q_value":null,"status":"open","first_seen":"2026-02-17","last_seen":"2026-03-31","sides":[{"partner":"alder","summary":"alder: so","statements":41},{"partner":"birch","summary":"birch: so","statements":41}],"evidence":[{"statement_id":"s00","partner":"alder","quote":"By \"ready\" we mean 100% of the forms are signed.","source":"minutes/2026-03-31.md","locator":"line 1","said_at":null,"label":["definition","done"]},{"statement_id":"s01","partner":"birch","quote":"READY: the field_test has run for two weeks.","source":"minutes/2026-03-31.md","locator":"line 2","said_at":"2026-04-01T23:30:00.000125-05:30","label":["done"]}],"against":["s02"],"questions":["Which of these must hold on 28 April?"],"effect":null,"common_ground":["both name the forms"],"clears_when":"both sides use one definition","merged":[]}');
INSERT INTO public.api_keys VALUES ('dw_live_k3v7q2ma', 'abababababababababababababababababababababababababababababababab', '{"prefix":"dw_live_k3v7q2ma","name":"portal","scopes":["read:alerts","write:alerts"],"programmes":["horizon"],"created":"2026-04-07T05:30:00+00:00","revoked":null}', 1775539800000000);
INSERT INTO public.api_keys VALUES ('dw_live_gone1234', 'cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd', '{"prefix":"dw_live_gone1234","name":"old tool","scopes":["read:alerts"],"programmes":[],"created":"2026-04-07T05:30:00+00:00","revoked":"2026-04-11T05:30:00+00:00"}', 1775539800000000);
INSERT INTO public.deliveries VALUES ('horizon', 'maya@alder.example', '2026-W14', 'mail', 'sent', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('horizon', 'jo@birch.example', '2026-W14', 'mail', 'sent', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('horizon', 'maya@alder.example', '2026-W15', 'mail', 'sent', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('horizon', 'jo@birch.example', '2026-W15', 'mail', 'sent', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('horizon', 'maya@alder.example', '2026-W16', 'mail', 'skipped', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('horizon', 'jo@birch.example', '2026-W16', 'mail', 'skipped', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('horizon', 'maya@alder.example', '2026-W17', 'mail', 'failed', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('horizon', 'jo@birch.example', '2026-W17', 'mail', 'failed', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('horizon', 'kim@birch.example', '2026-W17', 'mail', 'claimed', '2026-04-27T05:30:00+00:00', 1777267800000000);
INSERT INTO public.deliveries VALUES ('lantern-bridge', 'maya@alder.example', '2026-W14', 'mail', 'sent', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('lantern-bridge', 'jo@birch.example', '2026-W14', 'mail', 'sent', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('lantern-bridge', 'maya@alder.example', '2026-W15', 'mail', 'sent', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('lantern-bridge', 'jo@birch.example', '2026-W15', 'mail', 'sent', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('lantern-bridge', 'maya@alder.example', '2026-W16', 'mail', 'skipped', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('lantern-bridge', 'jo@birch.example', '2026-W16', 'mail', 'skipped', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('lantern-bridge', 'maya@alder.example', '2026-W17', 'mail', 'failed', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('lantern-bridge', 'jo@birch.example', '2026-W17', 'mail', 'failed', '2026-04-13T05:30:00+00:00', 1776058200000000);
INSERT INTO public.deliveries VALUES ('lantern-bridge', 'kim@birch.example', '2026-W17', 'mail', 'claimed', '2026-04-27T05:30:00+00:00', 1777267800000000);
INSERT INTO public.driftwatch_version VALUES ('0001');
INSERT INTO public.files VALUES ('horizon', '00000000', 'ea3bc5c55a58e00c1d4fdb5799051ccf', '{"source":"chat.zip","kind":"minutes","status":"partly","messages":4,"statements":4,"unattributed":0,"first":"2026-03-31T23:30:00.000125-05:30","last":"2026-03-31T23:30:00.000125-05:30","guessed":["the zone is UTC"],"problems":[{"line":12,"what":"not UTF-8; read as Windows-1252","reason":null}],"dropped":{"bot":2,"empty":1}}');
INSERT INTO public.files VALUES ('horizon', '00000001', 'd07f34ca2d7696614a5f41bcb74abc02', '{"source":"minutes/2026-03-31.md","kind":"minutes","status":"read","messages":4,"statements":4,"unattributed":0,"first":"2026-03-31T23:30:00.000125-05:30","last":"2026-03-31T23:30:00.000125-05:30","guessed":[],"problems":[],"dropped":{}}');
INSERT INTO public.files VALUES ('lantern-bridge', '00000000', 'ea3bc5c55a58e00c1d4fdb5799051ccf', '{"source":"chat.zip","kind":"minutes","status":"partly","messages":4,"statements":4,"unattributed":0,"first":"2026-03-31T23:30:00.000125-05:30","last":"2026-03-31T23:30:00.000125-05:30","guessed":["the zone is UTC"],"problems":[{"line":12,"what":"not UTF-8; read as Windows-1252","reason":null}],"dropped":{"bot":2,"empty":1}}');
INSERT INTO public.files VALUES ('lantern-bridge', '00000001', 'd07f34ca2d7696614a5f41bcb74abc02', '{"source":"minutes/2026-03-31.md","kind":"minutes","status":"read","messages":4,"statements":4,"unattributed":0,"first":"2026-03-31T23:30:00.000125-05:30","last":"2026-03-31T23:30:00.000125-05:30","guessed":[],"problems":[],"dropped":{}}');
INSERT INTO public.programmes VALUES ('horizon', 'Horizon', '[{"id":"alder","name":"Alder","aliases":["al"],"domains":[],"people":["alder.one"]},{"id":"birch","name":"Birch","aliases":["bi"],"domains":[],"people":["birch.one"]}]', '{"at":"2026-04-20T05:30:00+00:00","driftwatch":"0.1.0","models":[["encoder","abababababababababababababababababababababababababababababababab"],["labels","cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"]],"config":"efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef"}', '[{"check":"term_meaning","partners":["alder","birch"],"status":"ran","why":""},{"check":"risk_posture","partners":["alder","birch"],"status":"insufficient_data","why":"birch: 11 of 25 statements"}]');
INSERT INTO public.programmes VALUES ('lantern-bridge', 'Lantern Bridge', '[{"id":"alder","name":"Alder","aliases":["al"],"domains":[],"people":["alder.one"]},{"id":"birch","name":"Birch","aliases":["bi"],"domains":[],"people":["birch.one"]}]', '{"at":"2026-04-20T05:30:00+00:00","driftwatch":"0.1.0","models":[["encoder","abababababababababababababababababababababababababababababababab"],["labels","cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"]],"config":"efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef"}', '[{"check":"term_meaning","partners":["alder","birch"],"status":"ran","why":""},{"check":"risk_posture","partners":["alder","birch"],"status":"insufficient_data","why":"birch: 11 of 25 statements"}]');
INSERT INTO public.statements VALUES ('horizon', 's00', 'a904656dbf96edb2f2b52e48b42b52cd', 'by "ready" we mean 100% of the forms are signed.', 'alder', 'minutes/2026-03-31.md', NULL, ',definition,done,', '{"id":"s00","text":"By \"ready\" we mean 100% of the forms are signed.","partner":"alder","speaker":"one","said_at":null,"source":"minutes/2026-03-31.md","locator":"line 1","document":"2026-03-31","register":"minutes","labels":{"definition":0.30000000000000004,"risk":0.3333333333333333},"predicted":["definition","done"],"offset":0}');
INSERT INTO public.statements VALUES ('horizon', 's01', '16e5e2053b6e39ad2d6fb4a6e0fc058b', 'ready: the field_test has run for two weeks.', 'birch', 'minutes/2026-03-31.md', 1775106000000125, ',done,', '{"id":"s01","text":"READY: the field_test has run for two weeks.","partner":"birch","speaker":null,"said_at":"2026-04-01T23:30:00.000125-05:30","source":"minutes/2026-03-31.md","locator":"line 2","document":"2026-03-31","register":"minutes","labels":{"done":0.30000000000000004,"risk":0.3333333333333333},"predicted":["done"],"offset":0}');
INSERT INTO public.statements VALUES ('horizon', 's02', '4b1fea961da5ba0221decd2584749d90', 'strasse und über-nacht sind ready.', NULL, 'minutes/2026-03-31.md', 1775192400000125, ',goal,', '{"id":"s02","text":"Straße und Über-Nacht sind ready.","partner":null,"speaker":"one","said_at":"2026-04-02T23:30:00.000125-05:30","source":"minutes/2026-03-31.md","locator":"line 3","document":"2026-03-31","register":"minutes","labels":{"goal":0.30000000000000004,"risk":0.3333333333333333},"predicted":["goal"],"offset":0}');
INSERT INTO public.statements VALUES ('horizon', 's03', 'c5cb55a6fb4d174181ae2e00d1430165', 'we can lend two engineers until may.', 'alder', 'minutes/2026-03-31.md', NULL, ',commitment,', '{"id":"s03","text":"We can lend two engineers until May.","partner":"alder","speaker":null,"said_at":null,"source":"minutes/2026-03-31.md","locator":"line 4","document":"2026-03-31","register":"minutes","labels":{"commitment":0.30000000000000004,"risk":0.3333333333333333},"predicted":["commitment"],"offset":0}');
INSERT INTO public.statements VALUES ('lantern-bridge', 's00', 'a904656dbf96edb2f2b52e48b42b52cd', 'by "ready" we mean 100% of the forms are signed.', 'alder', 'minutes/2026-03-31.md', NULL, ',definition,done,', '{"id":"s00","text":"By \"ready\" we mean 100% of the forms are signed.","partner":"alder","speaker":"one","said_at":null,"source":"minutes/2026-03-31.md","locator":"line 1","document":"2026-03-31","register":"minutes","labels":{"definition":0.30000000000000004,"risk":0.3333333333333333},"predicted":["definition","done"],"offset":0}');
INSERT INTO public.statements VALUES ('lantern-bridge', 's01', '16e5e2053b6e39ad2d6fb4a6e0fc058b', 'ready: the field_test has run for two weeks.', 'birch', 'minutes/2026-03-31.md', 1775106000000125, ',done,', '{"id":"s01","text":"READY: the field_test has run for two weeks.","partner":"birch","speaker":null,"said_at":"2026-04-01T23:30:00.000125-05:30","source":"minutes/2026-03-31.md","locator":"line 2","document":"2026-03-31","register":"minutes","labels":{"done":0.30000000000000004,"risk":0.3333333333333333},"predicted":["done"],"offset":0}');
INSERT INTO public.statements VALUES ('lantern-bridge', 's02', '4b1fea961da5ba0221decd2584749d90', 'strasse und über-nacht sind ready.', NULL, 'minutes/2026-03-31.md', 1775192400000125, ',goal,', '{"id":"s02","text":"Straße und Über-Nacht sind ready.","partner":null,"speaker":"one","said_at":"2026-04-02T23:30:00.000125-05:30","source":"minutes/2026-03-31.md","locator":"line 3","document":"2026-03-31","register":"minutes","labels":{"goal":0.30000000000000004,"risk":0.3333333333333333},"predicted":["goal"],"offset":0}');
INSERT INTO public.statements VALUES ('lantern-bridge', 's03', 'c5cb55a6fb4d174181ae2e00d1430165', 'we can lend two engineers until may.', 'alder', 'minutes/2026-03-31.md', NULL, ',commitment,', '{"id":"s03","text":"We can lend two engineers until May.","partner":"alder","speaker":null,"said_at":null,"source":"minutes/2026-03-31.md","locator":"line 4","document":"2026-03-31","register":"minutes","labels":{"commitment":0.30000000000000004,"risk":0.3333333333333333},"predicted":["commitment"],"offset":0}');
INSERT INTO public.terms VALUES ('horizon', '00000000', '0191d7f67376fbd0a237ec91db276cf0', '{"term":"gate","partners":["alder","birch"],"n":[3,38],"divergence":null,"p_value":null,"q_value":null,"verdict":"insufficient","smallest_shift":null,"glosses":null}');
INSERT INTO public.terms VALUES ('horizon', '00000001', '6b7291976d870fcb2e3b8941ef5b3fba', '{"term":"ready","partners":["alder","birch"],"n":[41,38],"divergence":0.412,"p_value":0.0004,"q_value":0.004,"verdict":"divergent","smallest_shift":null,"glosses":null}');
INSERT INTO public.terms VALUES ('lantern-bridge', '00000000', '0191d7f67376fbd0a237ec91db276cf0', '{"term":"gate","partners":["alder","birch"],"n":[3,38],"divergence":null,"p_value":null,"q_value":null,"verdict":"insufficient","smallest_shift":null,"glosses":null}');
INSERT INTO public.terms VALUES ('lantern-bridge', '00000001', '6b7291976d870fcb2e3b8941ef5b3fba', '{"term":"ready","partners":["alder","birch"],"n":[41,38],"divergence":0.412,"p_value":0.0004,"q_value":0.004,"verdict":"divergent","smallest_shift":null,"glosses":null}');
INSERT INTO public.vectors VALUES ('encoder@0', '0000000000000000000000000000000000000000000000000000000000000000', '\x000000000000003f000080bf');
INSERT INTO public.vectors VALUES ('encoder@0', '0000000000000000000000000000000000000000000000000000000000000001', '\x0000803f0000003f000080bf');
INSERT INTO public.vectors VALUES ('encoder@0', '0000000000000000000000000000000000000000000000000000000000000002', '\x000000400000003f000080bf');
ALTER TABLE ONLY public.alert_events
    ADD CONSTRAINT alert_events_pkey PRIMARY KEY (programme, alert, place);
ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_pkey PRIMARY KEY (programme, id);
ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (prefix);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (programme, recipient, period, channel);
ALTER TABLE ONLY public.driftwatch_version
    ADD CONSTRAINT driftwatch_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.files
    ADD CONSTRAINT files_pkey PRIMARY KEY (programme, id);
ALTER TABLE ONLY public.programmes
    ADD CONSTRAINT programmes_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.statements
    ADD CONSTRAINT statements_pkey PRIMARY KEY (programme, id);
ALTER TABLE ONLY public.terms
    ADD CONSTRAINT terms_pkey PRIMARY KEY (programme, id);
ALTER TABLE ONLY public.vectors
    ADD CONSTRAINT vectors_pkey PRIMARY KEY (model, content);
CREATE INDEX alerts_by_rank ON public.alerts USING btree (programme, severity, confidence, id);
ALTER TABLE ONLY public.alert_events
    ADD CONSTRAINT alert_events_programme_alert_fkey FOREIGN KEY (programme, alert) REFERENCES public.alerts(programme, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_programme_fkey FOREIGN KEY (programme) REFERENCES public.programmes(key) ON DELETE CASCADE;
ALTER TABLE ONLY public.files
    ADD CONSTRAINT files_programme_fkey FOREIGN KEY (programme) REFERENCES public.programmes(key) ON DELETE CASCADE;
ALTER TABLE ONLY public.statements
    ADD CONSTRAINT statements_programme_fkey FOREIGN KEY (programme) REFERENCES public.programmes(key) ON DELETE CASCADE;
ALTER TABLE ONLY public.terms
    ADD CONSTRAINT terms_programme_fkey FOREIGN KEY (programme) REFERENCES public.programmes(key) ON DELETE CASCADE;
