// SPDX-License-Identifier: Apache-2.0
// A page that became overdue after the site was built says so, too. Days are compared as days, in UTC: no time zone moves them.

const today = new Date().toISOString().slice(0, 10);
for (const banner of document.querySelectorAll(".banner[data-due]")) {
  if (today > banner.dataset.due) banner.hidden = false;
}
