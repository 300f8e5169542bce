-- What a configuration may call: require('prosed').status() in a statusline.
return { status = function() return require('prosed.client').status() end }
