// Tests of the shop.
import assert from "node:assert/strict";
import { test } from "node:test";
import ms from "ms";

test("an age is said in words", () => assert.equal(ms(60000), "1m"));
