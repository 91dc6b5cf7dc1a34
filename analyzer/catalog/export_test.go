package catalog

// DidYouMean lets the tests suggest as the parser does.
var DidYouMean = didYouMean
