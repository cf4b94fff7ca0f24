// Keeps a page of ours up to date without reloading it: every two seconds the body is fetched again, and only what differs
// is taken over. Elements with data-keep (a video that may be playing) are never touched, nor is the place one has scrolled to.
(function () {
    'use strict';
    var live = document.getElementById('cf-live');
    if (!live) { return; }
    var every = 2000;
    var address = new URL(location.href);
    address.searchParams.set('fragment', '1');
    address.hash = '';

    function key(node) {
        return node.nodeType === 1 ? node.getAttribute('data-keep') || node.getAttribute('data-key') : null;
    }

    function alike(a, b) {
        return a.nodeType === b.nodeType && a.nodeName === b.nodeName && key(a) === key(b);
    }

    function takeOver(from, to) {
        if (from.nodeType !== 1) {
            if (from.nodeValue !== to.nodeValue) { from.nodeValue = to.nodeValue; }
            return;
        }
        if (from.hasAttribute('data-keep')) { return; }
        Array.from(from.attributes).forEach(function (a) { if (!to.hasAttribute(a.name)) { from.removeAttribute(a.name); } });
        Array.from(to.attributes).forEach(function (a) { if (from.getAttribute(a.name) !== a.value) { from.setAttribute(a.name, a.value); } });
        children(from, to);
    }

    // Elements that stay are never moved, because moving a video stops it: what is new is put before them, what is gone is removed.
    function children(from, to) {
        var old = from.firstChild;
        Array.from(to.childNodes).forEach(function (next) {
            var found = old;
            while (found && !alike(found, next)) { found = key(next) === null ? null : found.nextSibling; }
            if (!found) {
                from.insertBefore(next, old);
                return;
            }
            while (old !== found) { old = removed(old); }
            old = found.nextSibling;
            takeOver(found, next);
        });
        while (old) { old = removed(old); }
    }

    function removed(node) {
        var next = node.nextSibling;
        node.remove();
        return next;
    }

    function refresh() {
        if (document.hidden) { return Promise.resolve(); }
        return fetch(address, { cache: 'no-store', credentials: 'same-origin' }).then(function (answer) {
            if (!answer.ok) { throw new Error(answer.status); }
            return answer.text();
        }).then(function (html) {
            var fresh = document.createElement('template');
            fresh.innerHTML = html;
            children(live, fresh.content);
            live.classList.remove('cf-away');
        }).catch(function () {
            live.classList.add('cf-away');
        });
    }

    function again() {
        setTimeout(function () { refresh().then(again); }, every);
    }

    // What a person says: the button carries the address and the words, the page the token that shows it is our own.
    function meta(name) {
        var found = document.querySelector('meta[name="' + name + '"]');
        return found ? found.content : '';
    }

    function told(text) {
        var place = document.getElementById('cf-told');
        if (!place) {
            place = document.createElement('p');
            place.id = 'cf-told';
            place.setAttribute('role', 'alert');
            live.before(place);
        }
        place.textContent = text;
        place.hidden = text === '';
    }

    function body(button) {
        var said = JSON.parse(button.dataset.body);
        if (button.dataset.field) {
            var field = button.parentNode.querySelector('[name="' + button.dataset.field + '"]');
            if (!field.value.trim() || !field.checkValidity()) { field.focus(); return null; }
            said[field.name] = field.type === 'number' ? Number(field.value) : field.value.trim();
        }
        return said;
    }

    var saying = false;

    function say(button) {
        var said = body(button);
        if (saying || said === null || (button.dataset.confirm && !window.confirm(button.dataset.confirm))) { return; }
        var headers = { 'Content-Type': 'application/json' };
        headers[meta('csrf-header')] = meta('csrf-token');
        saying = true;
        live.setAttribute('aria-busy', 'true');
        told('');
        fetch(button.dataset.post, { method: 'POST', headers: headers, body: JSON.stringify(said), credentials: 'same-origin' }).then(function (answer) {
            return answer.ok ? '' : answer.json().then(function (problem) { return problem.detail; }, function () { return 'The service answered ' + answer.status + '.'; });
        }).catch(function () {
            return 'The service did not answer. Look at the run before you try again.';
        }).then(function (problem) {
            told(problem);
            return refresh();
        }).then(function () {
            saying = false;
            live.setAttribute('aria-busy', 'false');
        });
    }

    live.addEventListener('click', function (event) {
        var button = event.target.closest('button[data-post]');
        if (button) { say(button); }
    });

    live.addEventListener('keydown', function (event) {
        if (event.key === 'Enter' && event.target.matches('input.cf-field')) { say(event.target.parentNode.querySelector('button[data-field]')); }
    });

    document.addEventListener('visibilitychange', refresh);
    again();
})();
