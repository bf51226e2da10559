/** Shared by the pages that people meet on their way to a token. */
export const signInStyle = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#eef2f7, #14181f); }
  main { width: min(26rem, 92vw); padding: 2rem; background: light-dark(#fff, #1e242e); border-radius: 8px; box-shadow: 0 2px 12px #0003; }
  h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
  p { margin: .5rem 0; color: light-dark(#4a5568, #a7b3c5); }
  button { width: 100%; text-align: left; font: inherit; padding: .75rem 1rem; margin-top: .75rem; border: 1px solid light-dark(#cbd5e0, #3a4454); border-radius: 6px; background: none; color: inherit; cursor: pointer; }
  button:hover, button:focus-visible { border-color: #2b6cb0; outline: 2px solid #2b6cb055; }
  small { display: block; color: light-dark(#4a5568, #a7b3c5); overflow-wrap: anywhere; }
`;
