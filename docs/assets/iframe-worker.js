// Search for a site that is opened from a disk: browsers start no worker there.
// This one has a worker's interface, and works in a hidden frame.
(() => {
  if (location.protocol !== "file:") return

  // Runs in the frame, before the worker's own script.
  const inside = `
    self.postMessage = data => frameElement.dispatchEvent(new CustomEvent("reply", { detail: data }))
    self.importScripts = (...urls) => urls.reduce(
      (before, url) => before.then(() => new Promise((resolve, reject) => {
        const script = document.createElement("script")
        script.src = url
        script.onload = resolve
        script.onerror = reject
        document.head.append(script)
      })),
      Promise.resolve(),
    )`

  class IFrameWorker extends EventTarget {
    #frame = document.createElement("iframe")
    #loaded

    constructor(url) {
      super()
      this.#frame.hidden = true
      this.#frame.srcdoc = `<script>${inside}<\/script><script src="${url}"><\/script>`
      this.#frame.addEventListener("reply", reply => {
        this.dispatchEvent(new MessageEvent("message", { data: reply.detail }))
      })
      this.#loaded = new Promise(resolve => this.#frame.addEventListener("load", resolve))
      document.body.append(this.#frame)
    }

    postMessage(data) {
      this.#loaded.then(() => {
        const there = this.#frame.contentWindow
        there.dispatchEvent(new there.MessageEvent("message", { data }))
      })
    }

    terminate() {
      this.#frame.remove()
    }
  }

  window.IFrameWorker = window.Worker = IFrameWorker
})()
