// Starts each behaviour that a page asks for; a page without any asks for nothing.
document.documentElement.classList.add("js");
