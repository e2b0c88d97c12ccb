// Browsers give no worker to a page opened from a folder (file:). There, the search runs in a hidden frame instead.
if (location.protocol === "file:") {
  window.IFrameWorker = class extends EventTarget {
    constructor(adresse) {
      super();
      const cadre = document.createElement("iframe");
      cadre.hidden = true;
      document.documentElement.append(cadre);
      this.dedans = cadre.contentWindow;
      this.dedans.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      this.dedans.importScripts = async (...adresses) => {
        for (const une of adresses) await this.charger(une);
      };
      this.pret = this.charger(adresse);
    }

    charger(adresse) {
      return new Promise((fini, rate) => {
        const script = this.dedans.document.createElement("script");
        Object.assign(script, { src: adresse, onload: fini, onerror: rate });
        this.dedans.document.body.append(script);
      });
    }

    postMessage(data) {
      this.pret.then(() => this.dedans.dispatchEvent(new MessageEvent("message", { data })));
    }

    terminate() {
      this.dedans.frameElement.remove();
    }
  };
  window.Worker = window.IFrameWorker;
}
