"""A browser without a window: Chromium, driven over a pipe by the Chrome DevTools Protocol, and a server for its pages.
"""
import functools
import http.server
import json
import os
import select
import subprocess
import threading

PATIENCE = 180  # seconds for one answer


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the first of several folders that has the file."""
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map,
                      ".mjs": "text/javascript", ".wasm": "application/wasm"}

    def __init__(self, *arguments, folders, **named):
        self.folders = folders
        super().__init__(*arguments, **named)

    def translate_path(self, path):
        name = path.split("?")[0].lstrip("/")
        found = [folder / name for folder in self.folders if (folder / name).is_file()]
        return str(found[0] if found else self.folders[0] / name)

    def log_message(self, *_):
        pass


def serve(folders):
    """A server on a free port of this machine; its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, folders=folders))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"


class Browser:
    """with Browser(folder) as browser: browser.open(address); browser.evaluate("1 + 1")"""

    def __init__(self, profile):
        self.profile, self.count, self.rest, self.session = profile, 0, b"", None

    def __enter__(self):
        read_commands, self.commands = os.pipe()
        self.answers, write_answers = os.pipe()
        words = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                 "--force-renderer-accessibility", "--lang=en", "--disable-background-networking",
                 f"--user-data-dir={self.profile}", "--remote-debugging-pipe", "about:blank"]
        # It reads commands from descriptor 3 and answers on 4.
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{read_commands} 4>&{write_answers}', "bash", *words],
            pass_fds=(read_commands, write_answers), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env={**os.environ, "HOME": str(self.profile)})
        os.close(read_commands)
        os.close(write_answers)
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)
        os.close(self.commands)
        os.close(self.answers)

    def call(self, method, **parameters):
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.commands, data):]
        while True:
            answer = self.read()
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def read(self):
        while b"\0" not in self.rest:
            ready = select.select([self.answers], [], [], PATIENCE)[0]
            piece = os.read(self.answers, 1 << 20) if ready else None
            if not piece:
                raise RuntimeError("Chromium has ended, or does not answer: it may want memory, or a package")
            self.rest += piece
        answer, self.rest = self.rest.split(b"\0", 1)
        return json.loads(answer)

    def open(self, address):
        self.call("Page.enable")
        self.call("Page.navigate", url=address)
        while not self.evaluate("document.readyState === 'complete' && globalThis.ready === true"):
            pass

    def evaluate(self, expression):
        """The value of an expression, awaited."""
        result = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description", details["text"]))
        return result["result"].get("value")

    def accessibility_tree(self):
        """What a screen reader is given: the nodes by id; the first is the root."""
        return {node["nodeId"]: node for node in self.call("Accessibility.getFullAXTree")["nodes"]}
