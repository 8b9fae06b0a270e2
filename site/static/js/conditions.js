// Hides questions that do not apply to what is chosen on the page. Without this script they stand there and say when they apply.
(() => {
  "use strict";

  const chosen = (name) => {
    const found = [];
    for (const control of document.getElementsByName(name)) {
      const ticked = !["radio", "checkbox"].includes(control.type) || control.checked;
      if (ticked && control.value !== "") found.push(control.value);
    }
    return found;
  };

  const answers = (name) => [...chosen(name), ...chosen(`${name}-choice`)];

  const holds = (condition) => {
    if (condition.all) return condition.all.every(holds);
    if (condition.any) return condition.any.some(holds);
    if (condition.not) return !holds(condition.not);
    const given = answers(condition.field ?? condition.row);
    if ("answered" in condition) return (given.length > 0) === condition.answered;
    return condition.is.some((value) => given.includes(String(value)));
  };

  const update = () => {
    for (const question of document.querySelectorAll("[data-when]")) {
      question.hidden = !holds(JSON.parse(question.dataset.when));
    }
  };

  document.addEventListener("change", update);
  update();
})();
