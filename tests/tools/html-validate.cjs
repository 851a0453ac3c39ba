// What html-validate asks of every finished page: all it recommends, but for what is named here with its reason.
module.exports = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    // Material writes <!doctype html> in small letters, and so do our lean pages: HTML knows no difference.
    "doctype-style": ["error", { style: "lowercase" }],
    // Style sheets come from the site itself, under a policy that allows no other place: a digest would add nothing.
    "require-sri": ["error", { target: "crossorigin" }],
    // A title ends with the name of the consultation, and people name their own subjects.
    "long-title": "off",
    // A list may have a name: the contributions that an article comes from are told by theirs.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // A table that may scroll stands in <div role="region">: as a <section> it would look like a part of the text.
    "prefer-native-element": ["error", { exclude: ["region"] }],
    // A heading in another script than the Latin one gets an id like _1, which HTML allows.
    "valid-id": ["error", { relaxed: true }],
  },
};
