// Keeps unsent answers on this device until the server has confirmed them.
export class Keep {
  constructor(address) {
    this.key = `baigong:unsent:${address}`;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? null;
    } catch {
      return null;
    }
  }

  // Returns whether the words are safe here.
  write(version, answers) {
    try {
      if (Object.keys(answers).length) localStorage.setItem(this.key, JSON.stringify({ version, answers }));
      else localStorage.removeItem(this.key);
      return true;
    } catch {
      return false;
    }
  }
}
