import { createHash } from "node:crypto";

/** The one stylesheet of the simulated consoles: light and dark, down to 320 px, without a script. */
export const STYLE = [
  ":root{color-scheme:light dark;--back:#f4f4f5;--card:#fff;--text:#1d1d21;--soft:#54575f;--line:#cbccd0;--field:#85878f;",
  "--accent:#1a4fc4;--on-accent:#fff;--bar:#16213e;--bar-text:#eef1f8;--bar-here:#31426f;--bad:#a8211d;--good:#17673a;--warn:#7a4d00}",
  "@media(prefers-color-scheme:dark){:root{--back:#16171a;--card:#202226;--text:#ececef;--soft:#b0b3bb;--line:#3d4048;--field:#7f838d;",
  "--accent:#8ab0ff;--on-accent:#10131a;--bar:#0d1220;--bar-text:#dfe5f4;--bar-here:#2b3a63;--bad:#ff9d96;--good:#7fd6a0;--warn:#f0c16b}}",
  "*{box-sizing:border-box}body{margin:0;font:.9375rem/1.5 system-ui,sans-serif;color:var(--text);background:var(--back);overflow-wrap:anywhere}",
  "a{color:var(--accent)}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}header :focus-visible{outline-color:#fff}",
  ".skip{position:absolute;left:-100rem;padding:.5rem 1rem;background:var(--card);z-index:1}.skip:focus{left:.5rem;top:.5rem}",
  ".frame{display:grid;grid-template-columns:13rem minmax(0,1fr);min-height:100vh}",
  "header{background:var(--bar);color:var(--bar-text);padding:1.25rem .75rem}header p{margin:0 .5rem}.brand{font-size:1.125rem;font-weight:700}.brand+p{font-size:.8125rem}",
  "header ul,.tabs,.subtabs{list-style:none;padding:0;margin:1rem 0 0}header a{display:block;padding:.4rem .5rem;border-radius:4px;color:inherit;text-decoration:none}",
  "header a:hover{text-decoration:underline}header a[aria-current]{background:var(--bar-here);font-weight:600}",
  "main{padding:1.25rem 2rem 3rem;max-width:68rem}main:focus{outline:none}h1{font-size:1.5rem;line-height:1.3;margin:.25rem 0}h2{font-size:1.125rem;margin:0}h3{font-size:1rem;margin:1rem 0 .25rem}",
  ".crumbs,.under{margin:0;color:var(--soft)}.tabs{display:flex;flex-wrap:wrap;border-bottom:1px solid var(--line);margin-bottom:1.25rem}",
  ".tabs a{display:block;padding:.5rem .9rem;text-decoration:none;color:var(--text);border-bottom:3px solid transparent}.tabs a:hover{border-color:var(--line)}",
  ".tabs a[aria-current]{border-color:var(--accent);font-weight:600}.split{display:grid;grid-template-columns:10rem minmax(0,1fr);gap:1.5rem}.subtabs{margin:0}",
  ".subtabs a{display:block;padding:.4rem .6rem;border-left:3px solid var(--line);text-decoration:none;color:var(--text)}.subtabs a[aria-current]{border-color:var(--accent);font-weight:600}",
  "section{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:1rem 1.25rem 1.25rem;margin:.75rem 0 1.25rem}section>p:first-child{margin-top:0}",
  ".head{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:baseline;justify-content:space-between;border-bottom:1px solid var(--line);padding-bottom:.5rem;margin-bottom:.75rem}",
  "fieldset{border:0;padding:0;margin:0 0 1rem;min-width:0}legend,.name{font-weight:600;padding:0}.field{margin:0 0 1rem}.field label,fieldset label{display:block}fieldset label{padding:.15rem 0}",
  "input[type=text],input[type=password]{width:100%;max-width:34rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--field);border-radius:4px;padding:.4rem .5rem}",
  "input[type=checkbox],input[type=radio]{width:1.05rem;height:1.05rem;margin:0 .4rem 0 0;vertical-align:-.15rem;accent-color:var(--accent)}",
  ".hint{margin:.15rem 0 0;color:var(--soft);font-size:.875rem}.field .hint,.switch .hint{max-width:44rem}.switch{margin:0 0 .9rem}.switch .hint{margin-left:1.75rem}",
  "button{font:inherit;font-weight:600;padding:.4rem 1rem;border-radius:4px;border:1px solid var(--accent);background:var(--accent);color:var(--on-accent);cursor:pointer}",
  "button.second{background:transparent;color:var(--accent)}.buttons{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:1rem 0 0}",
  "table{border-collapse:collapse;width:100%;table-layout:fixed}th:first-child{width:38%}th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line)}caption{text-align:left;color:var(--soft);padding-bottom:.4rem}",
  "dl{display:grid;grid-template-columns:minmax(9rem,14rem) minmax(0,1fr);gap:.4rem 1rem;margin:.5rem 0}dt{font-weight:600}dd{margin:0}",
  ".bad{color:var(--bad)}.good{color:var(--good)}.warn{color:var(--warn)}.soft{color:var(--soft)}.tag{font-weight:600}",
  "[role=alert],[role=status]{border-left:.3rem solid;padding:.4rem .8rem;margin:0 0 1rem}[role=alert]{color:var(--bad)}[role=status]{color:var(--good)}",
  ".jump{display:none}.jump:target{display:block}.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.75rem;margin:.75rem 0}.cards div{border:1px solid var(--line);border-radius:6px;padding:.5rem .75rem}",
  ".cards dt{font-weight:400;color:var(--soft)}.cards dd{font-size:1.375rem}",
  "@media(max-width:46rem){.frame,.split,dl:not(.cards){grid-template-columns:minmax(0,1fr)}.frame{min-height:0}header{padding:.75rem}header ul{display:flex;flex-wrap:wrap;margin-top:.5rem}main{padding:1rem}",
  "dl:not(.cards){gap:0}dd{margin-bottom:.5rem}.cards dd{margin:0}.subtabs{display:flex;flex-wrap:wrap}.subtabs a{border-left:0;border-bottom:3px solid var(--line)}",
  "table,caption,tbody,tr,td{display:block}thead{position:absolute;left:-100rem}tr{border-bottom:1px solid var(--line);padding:.5rem 0}td{border:0;padding:.1rem 0}td::before{content:attr(data-head) ': ';font-weight:600}}",
].join("");

/** What a page's policy allows: this stylesheet, forms to this server, and nothing else. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "img-src data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");
