// Stands in for React's developer tools, which Ink imports only when DEV is set. Nothing of them is shipped.
export default { initialize() {}, connectToDevTools() {} };
